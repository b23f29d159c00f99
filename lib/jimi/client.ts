// The client of the vendor's interface: one call is one signed request, checked both ways.
// Tokens, budgets and who may ask for what belong to the server's services; here is no state between calls.

import type { Answer, DroppedRow } from './contract/answer'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from './contract/index'
import { decodeOutput, encodeInput } from './contract/io'
import { JimiApiError, JimiContractError } from './errors'
import { deviceVerdictOf, isSuccess, readEnvelope } from './wire/envelope'
import { type AnswerMoment, exchange, type RawAnswer } from './wire/exchange'
import { signedForm, withCommonParams } from './wire/params'
import type { Dialect } from './wire/profile'

export type JimiClientOptions = Dialect & {
  /** The full address of the interface, path included. See regions.ts. */
  baseUrl: string
  appKey: string
  appSecret: string
  fetch?: typeof globalThis.fetch
  /** The present moment, ms since epoch. */
  now?: () => number
  /** Larger answers are given up while they arrive. */
  maxResponseBytes?: number
  /** How often a read is repeated when the vendor says it is busy (-1). */
  busyRetries?: number
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  random?: () => number
  /** Told of rows that could not be read and were left out of an answer. */
  onDropped?: (report: DroppedReport) => void
  /** Told when each answer came by the vendor's clock, refusals too. */
  onAnswer?: (moment: AnswerMoment) => void
}

export type DroppedReport = { method: MethodName; dropped: readonly DroppedRow[] }

export type CallOptions = {
  /** Needed by every method but the one that gets a token. */
  accessToken?: string
  signal?: AbortSignal
  /** Instead of the method's own limit. */
  timeoutMs?: number
  /** Told of each exchange when it is over, however it ended. */
  onTrace?: (trace: CallTrace) => void
}

/** One exchange as it went over the wire. It holds secrets (app_key, sign, access_token, passwords): mask before showing. */
export type CallTrace = {
  method: MethodName
  /** Every parameter of the form, `sign` included. */
  params: Readonly<Record<string, string>>
  /** Null when nothing was answered. */
  raw: RawAnswer | null
  durationMs: number
  dropped: readonly DroppedRow[]
}

export type JimiClient = {
  /**
   * Calls one method. Throws JimiApiError (the vendor said no), JimiTransportError (no answer), JimiContractError (input
   * or answer outside the contract); each says in `retry` what may help.
   */
  call<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    options?: CallOptions,
  ): Promise<MethodOutput<N>>
}

const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1024 * 1024
const DEFAULT_BUSY_RETRIES = 2
const BUSY_DELAY_MS = 400

/** A client for one connection: an address, a profile, and an app key. */
export function createJimiClient(options: JimiClientOptions): JimiClient {
  const { busyRetries = DEFAULT_BUSY_RETRIES, sleep = sleepFor, random = Math.random } = options
  return {
    async call(method, input, callOptions = {}) {
      const retries = getMethod(method).access === 'read' ? busyRetries : 0
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await callOnce(options, { method, input }, callOptions)
        } catch (error) {
          const isBusy = error instanceof JimiApiError && error.code === -1 && !error.device
          if (!isBusy || attempt >= retries) throw error
          // Between half and all of a delay that doubles, so that many callers don't come back at once.
          await sleep(BUSY_DELAY_MS * 2 ** attempt * (0.5 + random() / 2), callOptions.signal)
        }
      }
    },
  }
}

type Call<N extends MethodName> = { method: N; input: MethodInput<N> }

async function callOnce<N extends MethodName>(
  client: JimiClientOptions,
  { method, input }: Call<N>,
  { accessToken, signal, timeoutMs, onTrace }: CallOptions,
): Promise<MethodOutput<N>> {
  const { needsToken, timeoutMs: methodTimeoutMs, wireName } = getMethod(method)
  if (needsToken && !accessToken) {
    throw new JimiContractError({ kind: 'input', method, message: 'an access token is needed' })
  }
  const at = new Date(client.now?.() ?? Date.now())
  const identity = {
    method: wireName ?? method,
    appKey: client.appKey,
    accessToken: needsToken ? accessToken : undefined,
    at,
  }
  const params = withCommonParams(encodeInput(method, input, client), identity)
  const form = signedForm(params, client.appSecret)
  const trace = onTrace && beginTrace(method, form)
  try {
    const body = await exchange({
      url: client.baseUrl,
      method,
      body: form,
      timeoutMs: timeoutMs ?? methodTimeoutMs,
      maxResponseBytes: client.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
      fetch: client.fetch ?? globalThis.fetch,
      signal,
      onAnswer: client.onAnswer,
      onRaw: trace && ((raw) => trace.noteRaw(raw)),
    })
    trace?.noteEnd()
    const answer = openEnvelope(body, method, [client.appSecret, client.appKey, ...secretsOf(params)])
    const { value, dropped } = decodeOutput(method, answer, client)
    trace?.noteDropped(dropped)
    if (dropped.length > 0) client.onDropped?.({ method, dropped })
    return value
  } finally {
    if (trace) onTrace(trace.end())
  }
}

function beginTrace(method: MethodName, form: string) {
  const startedMs = performance.now()
  let endedMs: number | null = null
  let raw: RawAnswer | null = null
  let dropped: readonly DroppedRow[] = []
  return {
    noteRaw: (answer: RawAnswer) => {
      raw = answer
    },
    /** The whole answer is here; reading it is no longer the vendor's time. */
    noteEnd: () => {
      endedMs = performance.now()
    },
    noteDropped: (rows: readonly DroppedRow[]) => {
      dropped = rows
    },
    end: (): CallTrace => ({
      method,
      params: Object.fromEntries(new URLSearchParams(form)),
      raw,
      durationMs: (endedMs ?? performance.now()) - startedMs,
      dropped,
    }),
  }
}

function openEnvelope(body: unknown, method: MethodName, secrets: readonly string[]): Answer {
  const envelope = readEnvelope(body)
  if (!envelope) {
    throw new JimiContractError({ kind: 'envelope', method, message: 'the answer has no code' })
  }
  if (isSuccess(envelope.code, method)) return envelope
  const verdict = deviceVerdictOf(envelope)
  const device = verdict && { ...verdict, message: without(secrets, verdict.message) }
  const vendorMessage = without(secrets, envelope.message)
  const offendingImeis = getMethod(method).offendingImeis?.(envelope)
  throw new JimiApiError({ code: envelope.code, method, vendorMessage, device, offendingImeis })
}

const SECRET_PARAMS = ['access_token', 'refresh_token', 'user_pwd_md5', 'password', 'token']

function secretsOf(params: Readonly<Record<string, string>>): string[] {
  return SECRET_PARAMS.flatMap((name) => params[name] ?? [])
}

/** The vendor may quote what we sent. */
function without(secrets: readonly string[], message: string): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***'), message)
}

function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(wake, ms)
    signal?.addEventListener('abort', wake, { once: true })
    // An aborted call wakes at once, and the next attempt says that it was aborted.
    function wake() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      resolve()
    }
  })
}
