// The client of the hub's instruction endpoint: one request, one answer, nothing repeated, for after a lost answer nobody
// knows whether a device obeyed. Who may send what is the business of the server's services.

import { encodeInstruct, INSTRUCT, type Instruct, type ProtocolNumber } from './contract/instruct'
import { type InstructAnswer, readInstructAnswer } from './contract/instruct-answer'
import { JimiApiError } from './errors'
import { exchange } from './wire/exchange'

export type InstructClientOptions = {
  /** The address of the hub's instruction service, without the path. */
  address: string
  /** Fixed for an installation. */
  token: string
  fetch?: typeof globalThis.fetch
  maxResponseBytes?: number
}

type Preset = 'platform' | 'wait' | 'timeoutSec'
/** What a caller says of a request. Left out: platform web, waiting for the device, for 30 s. */
export type InstructRequest<P extends ProtocolNumber> = Omit<Instruct<P>, 'token' | Preset> &
  Partial<Pick<Instruct<P>, Preset>>

/** `queued`: the device did not answer in time, and the hub keeps the command for it as the request allowed. */
export type InstructResult = InstructAnswer & { queued: boolean }

export type InstructClient = {
  /**
   * Sends one instruction. Throws JimiApiError (the hub refused), JimiTransportError (no answer: the device may have got it
   * all the same), JimiContractError (request or answer outside the contract).
   */
  send<P extends ProtocolNumber>(
    request: InstructRequest<P>,
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<InstructResult>
}

const DEFAULT_MAX_RESPONSE_BYTES = 4 * 1024 * 1024
const DEFAULT_TIMEOUT_SEC = 30
/** With this code the hub says, where queueing was allowed, that it queued. */
const TIMED_OUT = 600
/** The hub holds its answer until the time-out of the device is over. */
const GRACE_MS = 5_000

/** A client for one hub. */
export function createInstructClient(client: InstructClientOptions): InstructClient {
  const url = client.address.replace(/\/+$/, '') + INSTRUCT.path
  return {
    async send(request, { signal, timeoutMs } = {}) {
      const { token } = client
      const timeoutSec = request.timeoutSec ?? DEFAULT_TIMEOUT_SEC
      const form = encodeInstruct({ platform: 'web', wait: true, ...request, timeoutSec, token })
      const body = await exchange({
        url,
        method: INSTRUCT.name,
        body: new URLSearchParams(form).toString(),
        timeoutMs: timeoutMs ?? Math.max(timeoutSec, DEFAULT_TIMEOUT_SEC) * 1000 + GRACE_MS,
        maxResponseBytes: client.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
        fetch: client.fetch ?? globalThis.fetch,
        signal,
      })
      const answer = read(body, token)
      return { ...answer, queued: answer.code === TIMED_OUT && request.queueOffline === true }
    },
  }
}

function read(body: unknown, token: string): InstructAnswer {
  try {
    return readInstructAnswer(body)
  } catch (error) {
    if (!(error instanceof JimiApiError)) throw error
    // The hub may quote what we sent.
    const vendorMessage = error.vendorMessage.replaceAll(token, '***')
    throw new JimiApiError({ code: error.code, method: error.method, vendorMessage })
  }
}
