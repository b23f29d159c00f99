// `npx tsx scripts/bench-sandbox.ts`: how long the sandbox takes for location.list of a large fleet. The sandbox runs in a
// process of its own; answers are taken and thrown away. The last line is JSON.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { signedForm, withCommonParams } from '@/lib/jimi/wire/params'
import { passwordDigest } from '@/lib/jimi/wire/sign'
import { startSandbox } from '@/lib/sandbox/server'
import { ACCOUNT_FLEETS } from '@/lib/sandbox/world/accounts'
import { createWorld } from '@/lib/sandbox/world/world'

const HELP = `npx tsx scripts/bench-sandbox.ts [options]

  --devices N   size of the fleet (100000)
  --answers N   how many are timed after the first (5)
  --spread      give each account its share, and ask for the largest, instead of one account with all
  --help        this text

CPU is the sandbox's own, of all its threads. The other processes of the machine count: look at its load first.
`

const LOCATIONS = 'jimi.user.device.location.list'

const readySchema = z.object({ url: z.string(), appKey: z.string(), appSecret: z.string() })
const usageSchema = z.object({ cpuMs: z.number(), rssMb: z.number(), peakMb: z.number() })
const tokenSchema = z.object({ result: z.object({ accessToken: z.string() }) })
type Ready = z.infer<typeof readySchema>
type Usage = z.infer<typeof usageSchema>

await main()

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      devices: { type: 'string', default: '100000' },
      answers: { type: 'string', default: '5' },
      spread: { type: 'boolean', default: false },
      serve: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const devices = Number(values.devices)
  if (values.help) console.log(HELP)
  else if (values.serve) await serve(devices, values.spread)
  else await measure({ devices, answers: Number(values.answers), spread: values.spread })
}

/** The process that is measured. It tells what it has used whenever it is asked. */
async function serve(devices: number, spread: boolean): Promise<void> {
  const nowMs = Date.now()
  const [first] = ACCOUNT_FLEETS
  if (!first) throw new Error('no fleet')
  const fleets = spread ? ACCOUNT_FLEETS : [{ ...first, share: 100 }]
  const world = createWorld({ seed: 1, devices, nowMs, fleets })
  const switches = { ratePerSecond: 0, limitTokenGet: false }
  const sandbox = await startSandbox({ port: 0, seed: 1, devices: 0, profile: 'pro', world, switches })
  const { url, appKey, appSecret } = sandbox
  process.send?.({ url, appKey, appSecret })
  process.on('message', () => process.send?.(usageNow()))
  process.once('disconnect', () => void sandbox.close())
}

function usageNow(): Usage {
  const { user, system } = process.cpuUsage()
  const mb = (bytes: number) => Math.round(bytes / 1e6)
  return {
    cpuMs: Math.round((user + system) / 1000),
    rssMb: mb(process.memoryUsage.rss()),
    peakMb: mb(process.resourceUsage().maxRSS * 1024),
  }
}

type Order = { devices: number; answers: number; spread: boolean }

async function measure({ devices, answers, spread }: Order): Promise<void> {
  const startedMs = performance.now()
  const args = ['--serve', '--devices', String(devices), ...(spread ? ['--spread'] : [])]
  const child = fork(fileURLToPath(import.meta.url), args)
  try {
    const ready = await nextMessage(child, readySchema)
    const startMs = Math.round(performance.now() - startedMs)
    console.log(`load of the machine ${loadavg()[0]?.toFixed(2)}; ready after ${startMs} ms`)
    const [cold, ...warm] = await timeAnswers(child, ready, answers + 1)
    const { rssMb, peakMb } = await usageOf(child)
    console.log(`memory ${rssMb} MB, at most ${peakMb} MB`)
    console.log(JSON.stringify({ bench: 'sandbox', devices, spread, startMs, cold, warm, rssMb, peakMb }))
  } finally {
    child.disconnect()
  }
}

type Timed = { wallMs: number; cpuMs: number; mb: number }

async function timeAnswers(child: ChildProcess, ready: Ready, count: number): Promise<Timed[]> {
  // The first of the fleets has the largest share.
  const account = ACCOUNT_FLEETS[0]?.login ?? ''
  const accessToken = await signIn(ready, account)
  const timed: Timed[] = []
  for (let number = 0; number < count; number++) {
    const before = await usageOf(child)
    const startMs = performance.now()
    const body = await call(ready, { method: LOCATIONS, accessToken, params: { target: account } })
    const wallMs = Math.round(performance.now() - startMs)
    const cpuMs = (await usageOf(child)).cpuMs - before.cpuMs
    const mb = Math.round(body.bytes / 1e6)
    console.log(`${number === 0 ? 'cold' : 'warm'}: ${wallMs} ms, of which CPU ${cpuMs} ms, ${mb} MB`)
    timed.push({ wallMs, cpuMs, mb })
  }
  return timed
}

async function signIn(ready: Ready, account: string): Promise<string> {
  const params = { user_id: account, user_pwd_md5: passwordDigest(`${account}-demo`), expires_in: '7200' }
  const { start } = await call(ready, { method: 'jimi.oauth.token.get', params })
  return tokenSchema.parse(JSON.parse(start)).result.accessToken
}

type Call = { method: string; params: Record<string, string>; accessToken?: string }

/** Sends a call and reads the answer to its end. Only the beginning is kept. */
async function call(
  ready: Ready,
  { method, params, accessToken }: Call,
): Promise<{ start: string; bytes: number }> {
  const identity = { method, appKey: ready.appKey, accessToken, at: new Date() }
  const sent = request(ready.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  sent.end(signedForm(withCommonParams(params, identity), ready.appSecret))
  const [response] = await once(sent, 'response')
  let start = ''
  let bytes = 0
  for await (const chunk of response) {
    if (bytes === 0) start = String(chunk)
    bytes += chunk.length
  }
  return { start, bytes }
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const answer = nextMessage(child, usageSchema)
  child.send('usage')
  return answer
}

async function nextMessage<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  const [message] = await once(child, 'message')
  return schema.parse(message)
}
