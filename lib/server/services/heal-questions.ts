// What is asked of the vendor to fill a gap, within its limits: where devices are now, what alarms they raised, and each
// one's fixes. A question about many that is refused for one of them is asked in halves until that one is alone.

import type { MsSpan } from '@/lib/domain/receive-gap'
import type { MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError } from '@/lib/jimi/errors'
import { callConnectionInParts, silenceOf } from '../jimi'
import type { CallPart } from './call-parts'
import { type HealVerdict, verdictOf } from './heal-verdict'
import type { ConnectionRef } from './upstream-health'

/** The vendor cannot be asked now, so that the rest of the work waits. */
export class VendorPauseError extends Error {
  override readonly name = 'VendorPauseError'

  constructor(readonly verdict: Extract<HealVerdict, { about: 'vendor' }>) {
    super(`The vendor cannot be asked now: ${verdict.wait}.`)
  }
}

export type DeviceVerdict = Extract<HealVerdict, { about: 'device' }>
/** What was told, and the devices of which something was not. */
export type Told<Row> = { rows: Row[]; failed: Map<string, DeviceVerdict> }

export type LocationRow = MethodOutput<'jimi.device.location.get'>[number]
export type AlarmRow = MethodOutput<'jimi.device.alarm.list'>[number]
export type TrailFix = MethodOutput<'jimi.device.track.list'>['fixes'][number]

type Asking = { ref: ConnectionRef; signal: AbortSignal }

/** Where these devices are by the vendor's last word. @throws VendorPauseError */
export function askLocations({ ref, signal }: Asking, imeis: readonly string[]): Promise<Told<LocationRow>> {
  return askInHalves(
    imeis,
    async (part) => {
      const input = { imeis: [...part] }
      return callConnectionInParts(ref, 'jimi.device.location.get', input, { signal })
    },
    ref,
  )
}

/** The alarms of these devices within a span. @throws VendorPauseError */
export function askAlarms(
  { ref, signal }: Asking,
  imeis: readonly string[],
  span: MsSpan,
): Promise<Told<AlarmRow>> {
  return askInHalves(
    imeis,
    async (part) => {
      const input = { imeis: [...part], ...datesOf(span) }
      return callConnectionInParts(ref, 'jimi.device.alarm.list', input, { signal })
    },
    ref,
  )
}

/**
 * One device's fixes within a span: all of them, or why they cannot be had. @throws VendorPauseError
 */
export async function askFixes(
  { ref, signal }: Asking,
  imei: string,
  span: MsSpan,
): Promise<TrailFix[] | DeviceVerdict> {
  const input = { imei, ...datesOf(span) }
  const { output, parts } = await callConnectionInParts(ref, 'jimi.device.track.list', input, {
    signal,
  }).catch((error: unknown) => ({ output: null, parts: [{ ok: false as const, error }] }))
  signal.throwIfAborted()
  const failure = parts.find((part) => !part.ok)
  if (failure !== undefined && !failure.ok) return deviceVerdict(ref, failure.error)
  return output?.fixes ?? []
}

type Answer<Row> = { output: Row[]; parts: CallPart[] }

async function askInHalves<Row>(
  imeis: readonly string[],
  ask: (imeis: readonly string[]) => Promise<Answer<Row>>,
  ref: ConnectionRef,
): Promise<Told<Row>> {
  if (imeis.length === 0) return { rows: [], failed: new Map() }
  const { output, parts } = await ask(imeis).catch((error: unknown) => refusedAnswer<Row>(imeis, error))
  const rows = [...output]
  const failed = new Map<string, DeviceVerdict>()
  for (const part of parts) {
    if (part.ok) continue
    const verdict = await deviceVerdict(ref, part.error)
    const asked = part.imeis ?? imeis
    const [only] = asked
    if (asked.length === 1 && only !== undefined) failed.set(only, verdict)
    // An answer about many that cannot be read is no matter of one of them.
    else if (verdict.problem === 'unreadable') throw new VendorPauseError(AWAY)
    else {
      const middle = asked.length >> 1
      for (const half of [asked.slice(0, middle), asked.slice(middle)]) {
        const told = await askInHalves(half, ask, ref)
        rows.push(...told.rows)
        for (const [imei, each] of told.failed) failed.set(imei, each)
      }
    }
  }
  return { rows, failed }
}

const AWAY = { about: 'vendor', wait: 'away', untilMs: null, words: null } as const

function refusedAnswer<Row>(imeis: readonly string[], error: unknown): Answer<Row> {
  return { output: [], parts: [{ ok: false, imeis, error }] }
}

/** @throws VendorPauseError when it is no matter of a device, and failures of our own. */
async function deviceVerdict(ref: ConnectionRef, error: unknown): Promise<DeviceVerdict> {
  const verdict = verdictOf(error)
  if (verdict.about === 'device') return verdict
  if (verdict.wait !== 'quota' || verdict.untilMs !== null) throw new VendorPauseError(verdict)
  // The refusal has just begun a silence, which knows until when.
  const silence = error instanceof JimiApiError ? await silenceOf(ref, 'jimi.device.track.list') : null
  throw new VendorPauseError({ ...verdict, untilMs: silence?.untilMs ?? null })
}

function datesOf({ fromMs, toMs }: MsSpan): { beginAt: Date; endAt: Date } {
  return { beginAt: new Date(fromMs), endAt: new Date(toMs) }
}
