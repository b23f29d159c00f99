// Starts the sandbox, our stand-in for the vendor's cloud, as a process of its own on this machine's loopback.

import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ZodError, z } from 'zod'
import { PROFILES, type Profile } from '@/lib/jimi/wire/profile'
import { type Fault, faultSchema } from '@/lib/sandbox/faults'
import { PushFlagError, readPushFlags } from '@/lib/sandbox/pushes/command-line'
import { type PushOptions, type Sandbox, startSandbox } from '@/lib/sandbox/server'

const HELP = `Usage: npm run sandbox -- [options]

  --port N        port on 127.0.0.1, 0 for any free one        (4010)
  --seed N        decides the fleet, the app key and the secret (1)
  --devices N     size of the simulated fleet, 1 to 100000      (200)
  --accounts N    accounts without vehicles beside those of the fleet, 0 to 20000 (0)
  --profile P     ts (legacy TrackSolid) or pro (Tracksolid Pro) (pro)
  --tracks FOLDER replay recorded trips (CSV, GPX, GeoJSON) in place of the simulated fleet
  --speed N       seconds of the world shown within one second  (1)
  --fault JSON    a fault as POST /control/faults takes it, from the start; may be given several times
  --rate N        calls per second before code 1006, 0 for no limit (5)
  --push TARGET   post pushes to an address, or to 'account=LOGIN url=URL token=TEXT'; may be given several times
  --push-token T  token of pushes to targets that name none
  --push-rate N   post N items a second, by more reports than the fleet has if need be (as the fleet goes)
  --push-log FILE append every acknowledged item as a line of JSON
  --push-settings JSON  anything else, as POST /control/pushes takes it
  --info FILE     write address, app key and accounts as JSON once ready
  --help          this text
`

const ACCOUNTS_SHOWN = 12

type Settings = {
  port: number
  seed: number
  devices: number
  accounts: number
  profile: Profile
  tracks?: string
  speed: number
  rate: number
  faults: Fault[]
  pushes: PushOptions
  info?: string
}

/** A wrong option: the person gets this one line, and exit code 2. */
class UsageError extends Error {}

await main()

async function main(): Promise<void> {
  try {
    const settings = readSettings(process.argv.slice(2))
    if (settings === 'help') return void console.log(HELP)
    const sandbox = await start(settings)
    stopOnSignal(sandbox)
    await announce(sandbox, settings.info)
  } catch (error) {
    console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}

function readSettings(args: string[]): Settings | 'help' {
  const values = parseOptions(args)
  if (values.help) return 'help'
  return {
    port: wholeNumber('--port', values.port, { min: 0, max: 65_535 }),
    seed: wholeNumber('--seed', values.seed, { min: 0, max: 4_294_967_295 }),
    devices: wholeNumber('--devices', values.devices, { min: 1, max: 100_000 }),
    accounts: wholeNumber('--accounts', values.accounts, { min: 0, max: 20_000 }),
    profile: profile(values.profile),
    tracks: values.tracks === undefined ? undefined : folder('--tracks', values.tracks),
    speed: decimal('--speed', values.speed, { min: 0.01, max: 1000 }),
    rate: decimal('--rate', values.rate, { min: 0, max: 100_000 }),
    faults: (values.fault ?? []).map(fault),
    pushes: pushes(values),
    info: values.info,
  }
}

function parseOptions(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    port: { ...text, default: '4010' },
    seed: { ...text, default: '1' },
    devices: { ...text, default: '200' },
    accounts: { ...text, default: '0' },
    profile: { ...text, default: 'pro' },
    speed: { ...text, default: '1' },
    rate: { ...text, default: '5' },
    tracks: text,
    fault: { ...text, multiple: true },
    push: { ...text, multiple: true },
    'push-token': text,
    'push-rate': text,
    'push-log': text,
    'push-settings': text,
    info: text,
    help: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    // Node's text goes on with advice about positional arguments; its first sentence says what is wrong.
    const [reason = 'wrong options'] = String(error instanceof Error ? error.message : error).split(/\. |\n/)
    throw new UsageError(`${reason} (see --help)`)
  }
}

type Range = { min: number; max: number }

function wholeNumber(option: string, text: string, range: Range): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`${option} wants a whole number, not "${text}"`)
  return inRange(option, text, range)
}

function decimal(option: string, text: string, range: Range): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`${option} wants a number, not "${text}"`)
  return inRange(option, text, range)
}

function inRange(option: string, text: string, { min, max }: Range): number {
  const value = Number(text)
  if (value < min || value > max) throw new UsageError(`${option} takes ${min} to ${max}, not ${text}`)
  return value
}

function profile(text: string): Profile {
  const found = PROFILES.find((name) => name === text)
  if (!found) throw new UsageError(`--profile takes ${PROFILES.join(' or ')}, not "${text}"`)
  return found
}

function folder(option: string, name: string): string {
  if (!statSync(name, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option}: there is no folder "${name}"`)
  }
  return path.resolve(name)
}

function fault(text: string): Fault {
  try {
    return faultSchema.parse(JSON.parse(text))
  } catch (error) {
    const reason =
      error instanceof ZodError ? z.prettifyError(error).split('\n')[0]?.replace(/^✖ /, '') : 'not JSON'
    throw new UsageError(`--fault: ${reason}`)
  }
}

function pushes(values: ReturnType<typeof parseOptions>): PushOptions {
  try {
    return { settings: readPushFlags(values), logFile: values['push-log'] }
  } catch (error) {
    throw error instanceof PushFlagError ? new UsageError(error.message) : error
  }
}

async function start({ rate, info: _, ...options }: Settings): Promise<Sandbox> {
  try {
    return await startSandbox({
      ...options,
      switches: { ratePerSecond: rate },
      onError: (error) => console.error('sandbox: answered -1 because of', error),
    })
  } catch (error) {
    if (isPortTaken(error)) {
      throw new Error(`port ${options.port} is in use; stop what runs there or choose another --port`)
    }
    throw error
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

async function announce(sandbox: Sandbox, info: string | undefined): Promise<void> {
  try {
    if (info !== undefined) writeInfo(info, sandbox)
    describe(sandbox)
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

// Written beside its place and moved there, so that a waiting reader never sees half a file.
function writeInfo(file: string, sandbox: Sandbox): void {
  const { url, hubUrl, controlUrl, profile, appKey, appSecret, accounts } = sandbox
  const target = path.resolve(file)
  const draft = `${target}.${process.pid}.tmp`
  const info = { url, hubUrl, controlUrl, profile, appKey, appSecret, accounts, pid: process.pid }
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(draft, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, target)
}

function describe(sandbox: Sandbox): void {
  const { accounts } = sandbox
  console.log(`Sandbox ready: ${sandbox.deviceCount} devices, profile ${sandbox.profile}`)
  console.log(`  url         ${sandbox.url}`)
  if (sandbox.profile === 'pro') console.log(`  hub         ${sandbox.hubUrl}`)
  console.log(`  control     ${sandbox.controlUrl}`)
  for (const { url } of sandbox.pushes.report().targets) console.log(`  pushes to   ${url}`)
  console.log(`  app key     ${sandbox.appKey}`)
  console.log(`  app secret  ${sandbox.appSecret}`)
  for (const { account, password, type } of accounts.slice(0, ACCOUNTS_SHOWN)) {
    console.log(`  account     ${account}  password ${password}  type ${type}`)
  }
  if (accounts.length > ACCOUNTS_SHOWN) console.log(`  and ${accounts.length - ACCOUNTS_SHOWN} more accounts`)
}

function stopOnSignal(sandbox: Sandbox): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => process.exit(0))
    })
  }
}
