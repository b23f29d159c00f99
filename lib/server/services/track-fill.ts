// Asks the vendor for what is missing of tracks, in pieces of its limit, and stores it as it comes: who asks next finds it.
// What is missing is track-gaps.ts.

import type { TrackFillEvent } from '@/lib/domain/api/track'
import { MAX_ANSWER_POINTS } from '@/lib/domain/track/limits'
import { piecesOf, type TimeSpan } from '@/lib/domain/track/spans'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type Device, getDevice } from '../data/devices'
import { findConnection } from '../data/system/connections'
import { insertPositions } from '../data/system/positions'
import { noteAskedSpan } from '../data/system/track-coverage'
import { listAskedSpans, listTrackPoints } from '../data/tracks'
import { internalError } from '../errors'
import { errorWords } from '../i18n'
import { callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { findBatching } from './batching'
import { missingSpans } from './track-gaps'
import type { TracksQuestion } from './tracks'
import { vendorFailure } from './vendor-words'

const METHOD = 'jimi.device.track.list'
/** The vendor answers slowly, and other people ask too. */
const AT_ONCE = 2
/** After so many failures in a row the rest is not tried. */
const GIVE_UP_AFTER = 3
const DAY_MS = 86_400_000

type Piece = { device: Device; span: TimeSpan }

export type FillOptions = {
  signal: AbortSignal
  onEvent: (event: TrackFillEvent) => void
  clock?: Clock
}

/**
 * Fills the tracks of devices in scope from the vendor, telling of each piece. A piece that fails costs only itself. Stops
 * quietly when the signal aborts; what came until then is stored.
 * @throws NotFoundError when a device is missing or foreign, before anything is asked.
 */
export async function fillTracks(
  viewer: Viewer,
  { ids, span }: TracksQuestion,
  { signal, onEvent, clock = systemClock }: FillOptions,
): Promise<void> {
  const waiting: Piece[] = []
  for (const id of ids)
    waiting.push(...(await piecesFor(viewer, await getDevice(viewer, id), { span, clock })))
  const total = waiting.length
  const sum = { done: 0, stored: 0, failed: 0, inARow: 0 }
  onEvent({ type: 'progress', done: 0, total, stored: 0 })
  const work = async () => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
      if (signal.aborted) return
      try {
        const stored = await fillPiece(viewer, piece, { signal, clock })
        sum.stored += stored
        sum.inARow = 0
      } catch (error) {
        if (signal.aborted) return
        sum.failed += 1
        sum.inARow += 1
        onEvent(await failureOf(piece, error, clock))
        if (sum.inARow >= GIVE_UP_AFTER) sum.failed += waiting.splice(0).length
      }
      sum.done += 1
      onEvent({ type: 'progress', done: sum.done, total, stored: sum.stored })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (!signal.aborted) onEvent({ type: 'end', stored: sum.stored, failed: sum.failed })
}

async function piecesFor(
  viewer: Viewer,
  device: Device,
  { span, clock }: { span: TimeSpan; clock: Clock },
): Promise<Piece[]> {
  const range = { fromAt: new Date(span.fromMs), toAt: new Date(span.toMs) }
  const [{ points }, asked, maxMs] = await Promise.all([
    listTrackPoints(viewer, device.id, { ...range, limit: MAX_ANSWER_POINTS }),
    listAskedSpans(viewer, device.id, range),
    longestSpanMs(viewer.tenantId, device.connectionId),
  ])
  return missingSpans(span, { atMs: points.atMs, asked, nowMs: clock.now() })
    .flatMap((missing) => piecesOf(missing, maxMs))
    .map((piece) => ({ device, span: piece }))
}

/** As much as the vendor tells in one answer. */
async function longestSpanMs(tenantId: string, connectionId: string): Promise<number> {
  const connection = await findConnection(tenantId, connectionId)
  return findBatching(METHOD)?.span?.maxMs[toProfile(connection?.profile ?? '')] ?? DAY_MS
}

async function fillPiece(
  viewer: Viewer,
  { device, span }: Piece,
  { signal, clock }: { signal: AbortSignal; clock: Clock },
): Promise<number> {
  const askedMs = clock.now()
  const input = { imei: device.imei, beginAt: new Date(span.fromMs), endAt: new Date(span.toMs) }
  const { fixes } = await callJimi(viewer, METHOD, input, { signal })
  const receivedAt = new Date(clock.now())
  const rows = fixes.map((fix) => ({
    deviceId: device.id,
    fixAt: fix.fixAt,
    // Where the vendor does not say how it was found, it is a satellite fix.
    source: fix.source ?? ('gps' as const),
    lat: fix.lat,
    lng: fix.lng,
    speedKph: fix.speedKph ?? null,
    headingDeg: fix.headingDeg ?? null,
    satellites: fix.satellites ?? null,
    ignition: fix.ignition ?? null,
    receivedAt,
  }))
  const stored = await insertPositions(viewer.tenantId, rows)
  await noteAskedSpan(viewer.tenantId, device.id, { ...span, askedMs })
  return stored
}

async function failureOf({ device, span }: Piece, error: unknown, clock: Clock): Promise<TrackFillEvent> {
  const known = vendorFailure(error, clock.now())
  if (known === null) log.error({ err: error, deviceId: device.id }, 'track not filled')
  else log.info({ err: known, deviceId: device.id }, 'track not told by the vendor')
  const message = await errorWords(known ?? internalError(error))
  return { type: 'failed', deviceId: device.id, ...span, message }
}
