// Speaks to a sandbox over plain HTTP with its own signing. Nothing of lib/jimi is used here on purpose:
// client and sandbox must not be able to agree on a mistake.

import { createHash } from 'node:crypto'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { Switches } from '@/lib/sandbox/switches'
import type { World } from '@/lib/sandbox/world/types'
import { fixtureWorld, START_MS } from './fixture-world'

export type Params = Record<string, string>
export type Envelope = { code: number; message: string; result?: unknown; data?: unknown }

export function md5(text: string): string {
  return createHash('md5').update(Buffer.from(text, 'utf8')).digest('hex')
}

/** Names in byte order, secret around, MD5, upper-case hex. */
export function sign(params: Params, secret: string): string {
  const names = Object.keys(params).filter((name) => name !== 'sign')
  names.sort((a, b) => (a < b ? -1 : 1))
  return md5(secret + names.map((name) => `${name}${params[name]}`).join('') + secret).toUpperCase()
}

export function utcText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
}

export type Bench = {
  sandbox: Sandbox
  /** The clock of the sandbox, ms; tests set it. */
  clock: { ms: number }
  /** Common and private parameters with a right signature. */
  signed(params: Params): Params
  /** A signed form POST. */
  call(method: string, params?: Params): Promise<Envelope>
  /** A form POST of exactly these parameters. */
  post(params: Params): Promise<Envelope>
  /** A fresh access token of the account, the minute's limit stepped over. */
  login(account?: string): Promise<string>
  control(path: string, method?: string, body?: unknown): Promise<{ status: number; body: unknown }>
  setSwitches(changes: Partial<Switches>): Promise<void>
}

type BenchOptions = {
  profile?: 'ts' | 'pro'
  switches?: Partial<Switches>
  speed?: number
  world?: World
  onError?: (error: unknown) => void
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = { ms: START_MS }
  const sandbox = await startSandbox({
    port: 0,
    seed: 7,
    devices: 0,
    profile: options.profile ?? 'pro',
    world: options.world ?? fixtureWorld,
    speed: options.speed,
    onError: options.onError,
    now: () => clock.ms,
    // Most tests are not about the rate and should not have to pause.
    switches: { ratePerSecond: 0, ...options.switches },
  })
  return createBench(sandbox, clock)
}

function createBench(sandbox: Sandbox, clock: { ms: number }): Bench {
  const signed = (params: Params): Params => {
    const all = { app_key: sandbox.appKey, timestamp: utcText(clock.ms), v: '1.0', format: 'json', ...params }
    const complete = { sign_method: 'md5', ...all }
    return { ...complete, sign: sign(complete, sandbox.appSecret) }
  }
  const post = async (params: Params) => {
    const response = await fetch(sandbox.url, { method: 'POST', body: new URLSearchParams(params) })
    return readEnvelope(response)
  }
  const control: Bench['control'] = async (path, method = 'GET', body = undefined) => {
    const response = await fetch(sandbox.controlUrl + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  return {
    sandbox,
    clock,
    signed,
    post,
    control,
    call: (method, params = {}) => post(signed({ method, ...params })),
    async login(account = 'acme') {
      clock.ms += 60_000
      const envelope = await post(signed(tokenGet(account)))
      return memberText(envelope.result, 'accessToken')
    },
    async setSwitches(changes) {
      const { status } = await control('/switches', 'PATCH', changes)
      if (status !== 200) throw new Error(`switches refused: ${status}`)
    },
  }
}

/** Private parameters of token.get for an account of the fixture world, whose passwords are `pw-` and the login. */
export function tokenGet(account: string, changes: Params = {}): Params {
  return {
    method: 'jimi.oauth.token.get',
    user_id: account,
    user_pwd_md5: md5(`pw-${account}`),
    expires_in: '7200',
    ...changes,
  }
}

/** The envelope of an answer, which the protocol always sends with status 200 and as JSON. */
export async function readEnvelope(response: Response): Promise<Envelope> {
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  const type = response.headers.get('content-type')
  if (type !== 'application/json;charset=UTF-8') throw new Error(`content type ${type}`)
  return (await response.json()) as Envelope
}

/** The rows of an answer; throws when it is no list of objects. */
export function rows(envelope: Envelope): Record<string, unknown>[] {
  if (!Array.isArray(envelope.result)) throw new Error(`no rows in ${JSON.stringify(envelope)}`)
  return envelope.result as Record<string, unknown>[]
}

export function memberText(value: unknown, name: string): string {
  const member = (value as Record<string, unknown> | null)?.[name]
  if (typeof member !== 'string') throw new Error(`no text ${name} in ${JSON.stringify(value)}`)
  return member
}
