#!/usr/bin/env node
// `npm run demo`: from a fresh clone to a moving fleet in the browser. Installs and builds what is missing, starts the
// sandbox, a mail catcher and the app with the embedded database, prints address and logins, and stops all on Ctrl-C.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from './lib/build.mjs'
import { createChildren, tail } from './lib/children.mjs'
import { assertNodeVersion, ensureDependencies } from './lib/dependencies.mjs'
import { choosePort } from './lib/ports.mjs'

const root = path.resolve(import.meta.dirname, '..')
const dataDir = path.resolve(root, process.env.MILEPOST_DATA_DIR ?? '.data')
const files = {
  demo: path.join(dataDir, 'demo.json'),
  sandbox: path.join(dataDir, 'sandbox.json'),
  logins: path.join(dataDir, 'demo-logins.json'),
  hooks: path.join(dataDir, 'demo-hooks.json'),
  mail: path.join(dataDir, 'mail.json'),
  mails: path.join(dataDir, 'mail'),
  logs: path.join(dataDir, 'logs'),
}

const PRODUCTION = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

const HELP = `npm run demo [-- OPTIONS]

  --devices N     size of the simulated fleet (default 200)
  --tracks DIR    replay recorded trips from DIR (CSV, GPX, GeoJSON) instead of simulated ones
  --seed N        another world (default 1)
  --help          this text

Environment: PORT (default 3000), SANDBOX_PORT (default 4010), MILEPOST_DATA_DIR (default .data).
`

main()
  .catch((error) => {
    console.error(`\n${error.message}`)
    process.exitCode = 1
  })
  // A start that was interrupted may still be waiting for a child; nothing of it is wanted now.
  .finally(() => process.exit())

async function main() {
  const options = readOptions()
  if (options.help) return console.log(HELP)
  assertNodeVersion()
  await assertNotRunning()
  ensureDependencies(root)
  ensureBuild(root)
  mkdirSync(dataDir, { recursive: true })
  for (const file of [files.demo, files.sandbox, files.logins, files.mail]) rmSync(file, { force: true })

  const port = await choosePort({ named: process.env.PORT, preferred: 3000, variable: 'PORT' })
  const sandboxPort = await choosePort({
    named: process.env.SANDBOX_PORT,
    preferred: 4010,
    variable: 'SANDBOX_PORT',
    promised: [port],
  })
  const children = createChildren({ root, logDir: files.logs })
  const ended = new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve)
    run({ options, port, sandboxPort, children, onDeath: reject }).catch(reject)
  })
  try {
    await ended
    console.log('\nStopping ...')
  } finally {
    await children.stop()
    rmSync(files.demo, { force: true })
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        devices: { type: 'string', default: '200' },
        tracks: { type: 'string' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    })
    for (const name of ['devices', 'seed']) {
      if (!/^\d{1,7}$/.test(values[name]))
        throw new Error(`--${name} takes a whole number, not "${values[name]}".`)
    }
    // The callers' working folder, not ours, is what a relative path means.
    const tracks = values.tracks && path.resolve(process.env.INIT_CWD ?? process.cwd(), values.tracks)
    if (tracks && !statSync(tracks, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`--tracks: there is no folder "${tracks}".`)
    return { ...values, tracks }
  } catch (error) {
    throw new Error(`${error.message}\n\n${HELP}`)
  }
}

/** Two demos cannot share a folder, and the second would take the first one's demo.json with it. */
async function assertNotRunning() {
  const running = readJson(files.demo)
  // A pid alone may be somebody else's by now, and so may the port.
  if (!running || !isAlive(running.pids?.demo) || !(await isReady(running.url))) return
  throw new Error(
    `The demo runs already at ${running.url} (process ${running.pids.demo}). Stop it, or choose another folder with MILEPOST_DATA_DIR=...`,
  )
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function run({ options, port, sandboxPort, children, onDeath }) {
  const sandbox = children.start('sandbox', sandboxArgs(options, sandboxPort), { onDeath })
  const catcher = children.start('mail', mailArgs(), { onDeath })
  const info = await waitFor('the sandbox', () => readJson(files.sandbox))
  const mail = await waitFor('the mail catcher', () => readJson(files.mail))
  seed()
  const url = `http://127.0.0.1:${port}`
  const app = children.start(
    'app',
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      onDeath,
      env: { ...appEnv(), ...mailEnv(mail), MILEPOST_URL: url, ...PRODUCTION },
    },
  )
  await waitFor('the app', () => isReady(url))
  const logins = readJson(files.logins)
  writeJson(files.demo, {
    url,
    sandboxUrl: info.url,
    mailUrl: mail.pageUrl,
    pids: { demo: process.pid, sandbox: sandbox.pid, mail: catcher.pid, app: app.pid },
    logins,
  })
  printWelcome({ url, sandboxUrl: info.url, mailUrl: mail.pageUrl, logins })
  // The fleet moves without pushes too; they only come sooner and tell more.
  startPushes({ url, controlUrl: info.controlUrl }).catch((error) =>
    console.error(`  The simulated vendor pushes nothing: ${error.message}`),
  )
}

function sandboxArgs(options, port) {
  return [
    '--import',
    'tsx',
    'scripts/sandbox.ts',
    '--port',
    String(port),
    '--info',
    files.sandbox,
    '--devices',
    options.devices,
    '--seed',
    options.seed,
    // The vendor's own pace of 5 calls a second is kept by our queue; this leaves room for people's clicks.
    '--rate',
    '20',
    ...(options.tracks ? ['--tracks', options.tracks] : []),
  ]
}

function mailArgs() {
  return ['--import', 'tsx', 'scripts/mail-catcher.ts', '--folder', files.mails, '--info', files.mail]
}

/** Mails go to the catcher, and webhooks may be tried on this machine. */
function mailEnv({ smtpUrl }) {
  return {
    MILEPOST_SMTP_URL: smtpUrl,
    MILEPOST_MAIL_FROM: 'Milepost <milepost@fleet.example>',
    MILEPOST_WEBHOOK_ALLOW: '127.0.0.0/8, localhost',
  }
}

/**
 * The demo is always one process on the embedded database. Set to nothing, a variable is absent, also where a .env made
 * for a real installation names it: the app reads that file and the seed does not.
 */
function appEnv() {
  return {
    DATABASE_URL: '',
    MILEPOST_SECRET: '',
    MILEPOST_ROLE: '',
    NEXTAUTH_URL: '',
    MILEPOST_DATA_DIR: dataDir,
    MILEPOST_DEMO: '1',
  }
}

function seed() {
  const args = ['--import', 'tsx', 'prisma/seed.ts', '--info', files.sandbox]
  args.push('--out', files.logins, '--hooks', files.hooks)
  const result = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...appEnv() },
    encoding: 'utf8',
  })
  if (result.status !== 0)
    throw new Error(`Preparing the demo database failed:\n${result.stderr.trim() || result.stdout.trim()}`)
}

/** Tells the sandbox where to post, once the app has read which vehicles there are: before that, it knows none of them. */
async function startPushes({ url, controlUrl }) {
  await waitForRoster(controlUrl)
  const targets = readJson(files.hooks).map(({ account, path: hook, token }) => ({
    account,
    token,
    url: `${url}/api/push/${hook}`,
  }))
  const response = await fetch(`${controlUrl}/pushes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ targets }),
  })
  if (!response.ok) throw new Error(`the sandbox answered ${response.status}`)
}

/** Until the app has asked for lists of vehicles and asks for no more, at most a minute. */
async function waitForRoster(controlUrl) {
  const deadline = Date.now() + 60_000
  let [asked, since] = [0, Date.now()]
  while (Date.now() < deadline && (asked === 0 || Date.now() - since < 3_000)) {
    const { calls } = await (await fetch(`${controlUrl}/stats`)).json()
    const now = calls['jimi.user.device.list'] ?? 0
    if (now !== asked) [asked, since] = [now, Date.now()]
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function isReady(url) {
  const response = await fetch(`${url}/api/health?check=ready`).catch(() => null)
  return response?.ok ?? false
}

const LOGS = { 'the app': 'app.log', 'the sandbox': 'sandbox.log', 'the mail catcher': 'mail.log' }

/** Polls `probe` until it answers something; gives up after a minute. */
async function waitFor(what, probe) {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const answer = await probe()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const log = path.join(files.logs, LOGS[what])
  throw new Error(`${what} did not get ready within a minute. Its last words:\n${tail(log)}`)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a reader never sees half a file. */
function writeJson(file, value) {
  writeFileSync(`${file}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

function printWelcome({ url, sandboxUrl, mailUrl, logins }) {
  const width = Math.max(...logins.map((login) => login.email.length))
  const rows = logins.map(
    (login) => `    ${login.email.padEnd(width)}  ${login.password}  ${login.role}, ${login.tenant}`,
  )
  console.log(`
  Milepost is running

    ${url}

  Sign in as
${rows.join('\n')}

  The simulated vendor listens on ${sandboxUrl}. Logs are in ${shown(files.logs)}.
  No mail leaves: all are caught, to be read at ${mailUrl} or in ${shown(files.mails)}.
  Press Ctrl-C to stop.
`)
}

function shown(folder) {
  return path.relative(root, folder) || folder
}
