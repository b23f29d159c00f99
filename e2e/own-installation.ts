// An installation that nobody owns yet: an app of its own with an empty folder, and two stand-ins for the vendor, of which one
// does not know the other's app key. It uses the build of the demo.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type Vendor = {
  url: string
  appKey: string
  appSecret: string
  accounts: { account: string; password: string; parent: string | null }[]
}

export type Installation = {
  url: string
  port: number
  /** What the server printed for whoever claims it. */
  setupCode: string
  vendor: Vendor
  otherVendor: Vendor
  /** Everything the server has printed so far. */
  output: () => string
  stop: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, '..')
const WITHIN_MS = 60_000

/** Starts all three and waits until the app answers. */
export async function startInstallation(): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-first-run-'))
  const children: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(children.map(end))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const vendors = [1, 2].map((seed) => startVendor(seed, path.join(folder, `sandbox-${seed}.json`)))
    children.push(...vendors.map(({ child }) => child))
    const port = await freePort()
    const app = startApp(path.join(folder, 'data'), port)
    children.push(app.child)
    const url = `http://127.0.0.1:${port}`
    await until(async () => (await fetch(`${url}/api/health?check=ready`).catch(() => null))?.ok, app.output)
    const setupCode = await until(async () => /enter this code: ([\w-]+)/.exec(app.output())?.[1], app.output)
    const [vendor, otherVendor] = await Promise.all(vendors.map(({ info }) => info()))
    if (!vendor || !otherVendor) throw new Error('There is no vendor.')
    return { url, port, setupCode, vendor, otherVendor, output: app.output, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function startVendor(seed: number, file: string) {
  const args = ['--import', 'tsx', 'scripts/sandbox.ts', '--port', '0', '--info', file]
  const { child, output } = start([...args, '--devices', '12', '--seed', String(seed), '--rate', '20'], {})
  const info = () =>
    until(async () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vendor) : null), output)
  return { child, info }
}

function startApp(dataDir: string, port: number) {
  const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)]
  return start(args, {
    NODE_ENV: 'production',
    DATABASE_URL: '',
    MILEPOST_SECRET: '',
    MILEPOST_ROLE: '',
    MILEPOST_DEMO: '0',
    MILEPOST_URL: '',
    NEXTAUTH_URL: '',
    MILEPOST_DATA_DIR: dataDir,
    MILEPOST_POLL_SECONDS: '3',
  })
}

function start(args: string[], env: Record<string, string>) {
  const options = { cwd: root, env: { ...process.env, ...env } }
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: string[] = []
  child.stdout.on('data', (chunk) => chunks.push(String(chunk)))
  child.stderr.on('data', (chunk) => chunks.push(String(chunk)))
  return { child, output: () => chunks.join('') }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

async function until<T>(look: () => Promise<T | null | undefined | false>, output: () => string): Promise<T> {
  const deadline = Date.now() + WITHIN_MS
  while (Date.now() < deadline) {
    const found = await look().catch(() => null)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`Not ready within ${WITHIN_MS / 1000} s:\n${output().slice(-4000)}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
