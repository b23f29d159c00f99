// How a traced call ended, in the form the explorer shows: secrets masked, texts capped, codes with their meaning.

import type { CappedText, ExplorerExchange, ExplorerOutcome } from '@/lib/domain/api/explorer'
import type { CallTrace } from '@/lib/jimi/client'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { TokenUnavailableError } from '../token'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'
import { curlOf } from './explorer-curl'
import type { Mask } from './explorer-mask'

/** Longer texts are cut: a fleet's answer has many megabytes. */
export const MAX_SHOWN_BYTES = 256 * 1024
const MAX_DROPPED_SHOWN = 200

/** A call that was answered. */
export function answeredOutcome(output: unknown, traces: readonly CallTrace[], mask: Mask): ExplorerOutcome {
  const dropped = traces.at(-1)?.dropped ?? []
  return {
    kind: 'answered',
    decoded: capped(mask.text(JSON.stringify(output, null, 2) ?? 'null')),
    dropped: dropped
      .slice(0, MAX_DROPPED_SHOWN)
      .map(({ index, reason }) => ({ index, reason: mask.text(reason) })),
    droppedCount: dropped.length,
  }
}

/** A call that failed; null for a failure that says nothing of the vendor. */
export function failedOutcome(error: unknown, mask: Mask): ExplorerOutcome | null {
  if (error instanceof JimiApiError) return refusedOutcome(error, mask)
  if (error instanceof JimiContractError && error.kind !== 'input')
    return { kind: 'unreadable', reason: mask.text(error.message) }
  if (error instanceof JimiTransportError) return { kind: 'no_answer', reason: error.kind }
  if (error instanceof CoolingDownError)
    return { kind: 'held_back', reason: 'quota', untilAt: new Date(error.untilMs).toISOString() }
  if (error instanceof QueueFullError) return { kind: 'held_back', reason: 'queue', untilAt: null }
  if (error instanceof TokenUnavailableError) return { kind: 'held_back', reason: 'token', untilAt: null }
  return null
}

/** One exchange as shown. */
export function shownExchange({ params, raw, durationMs }: CallTrace, mask: Mask): ExplorerExchange {
  return {
    request: { params: mask.params(params), curl: mask.text(curlOf(params)), door: 'node' },
    status: raw?.status ?? null,
    durationMs: Math.round(durationMs),
    raw: raw === null || raw.text === null ? null : capped(mask.text(raw.text)),
  }
}

function refusedOutcome(error: JimiApiError, mask: Mask): ExplorerOutcome {
  const { code, vendorMessage, device, offendingImeis, retry } = error
  return {
    kind: 'refused',
    code,
    meaning: CODE_MEANINGS[code] ?? null,
    vendorMessage: mask.text(vendorMessage),
    device: device && {
      code: device.code,
      meaning: CODE_MEANINGS[device.code] ?? null,
      message: mask.text(device.message),
    },
    offendingImeis: [...offendingImeis],
    retry,
  }
}

/** Cut at a whole character. */
function capped(text: string): CappedText {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.byteLength <= MAX_SHOWN_BYTES) return { text, totalBytes: bytes.byteLength, cut: false }
  let end = MAX_SHOWN_BYTES
  // 10xxxxxx is the middle of a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return { text: bytes.subarray(0, end).toString('utf8'), totalBytes: bytes.byteLength, cut: true }
}
