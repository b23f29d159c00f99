// Where a device has been in the last minutes or hours: our own fixes, and the vendor's for the time nobody watched.
// The vendor may take minutes to answer, so people get what we have, marked incomplete, and the answer counts next time.

import type { Trail } from '@/lib/domain/api/device'
import type { FixSource } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { getDevice } from '../data/devices'
import { listPositions } from '../data/positions'
import { callJimi } from '../jimi'
import type { Clock } from '../live/clock'
import { systemClock } from '../live/clock'
import { log } from '../log'
import { singleton } from '../singleton'

/** A fix on a trail. */
export type TrailFix = { atMs: number; lat: number; lng: number; speedKph: number | null }
type SourcedFix = TrailFix & { source: FixSource | null }

type Asked = { atMs: number; fixes: Promise<SourcedFix[]> }

/** As many fixes as an answer may hold, see `trailSchema`; the newest are kept. */
const MAX_FIXES = 20_000
/** An answer of the vendor serves everyone for this long. */
const FRESH_MS = 30_000
/** People wait no longer than this for the vendor. */
const PATIENCE_MS = 3_500
/** The vendor itself gets longer: what comes late is there for the next one who asks. */
const VENDOR_TIMEOUT_MS = 60_000
/** The vendor wants spans that ended before now. */
const END_BEFORE_NOW_MS = 60_000
const MAX_ASKED = 1_000

/**
 * The trail of a device in the viewer's scope over the last `minutes`. `complete` is false when the vendor could not be
 * asked or did not answer in a few seconds.
 * @throws NotFoundError for a missing and a foreign device alike.
 */
export async function trailOf(
  viewer: Viewer,
  deviceId: string,
  { minutes, clock = systemClock }: { minutes: number; clock?: Clock },
): Promise<Trail> {
  const device = await getDevice(viewer, deviceId)
  const toAt = new Date(clock.now())
  const fromAt = new Date(clock.now() - minutes * 60_000)
  const [own, vendor] = await Promise.all([
    listPositions(viewer, device.id, { fromAt, toAt, limit: MAX_FIXES }),
    withinPatience(vendorFixes(viewer, { device, minutes, clock }), clock),
  ])
  const ownFixes = own.map(({ fixAt, lat, lng, speedKph, source }) => ({
    atMs: fixAt.getTime(),
    lat,
    lng,
    speedKph,
    source,
  }))
  const fixes = mergeFixes(ownFixes, vendor ?? []).filter(({ atMs }) => atMs >= fromAt.getTime())
  return { ...toColumns(fixes.slice(-MAX_FIXES)), complete: vendor !== null }
}

/**
 * Both lists as one, ascending in time, one fix for each second. Left out: what is not a satellite fix, and 0,0, which
 * means "nowhere". Where both know a second, the first list wins.
 */
export function mergeFixes(own: readonly SourcedFix[], vendor: readonly SourcedFix[]): TrailFix[] {
  const bySecond = new Map<number, SourcedFix>()
  for (const fix of [...own, ...vendor]) {
    const isBad = (fix.source !== null && fix.source !== 'gps') || (fix.lat === 0 && fix.lng === 0)
    const second = Math.round(fix.atMs / 1000)
    if (!isBad && !bySecond.has(second)) bySecond.set(second, fix)
  }
  return [...bySecond.values()].sort((a, b) => a.atMs - b.atMs)
}

function toColumns(fixes: readonly TrailFix[]): Omit<Trail, 'complete'> {
  return {
    at: fixes.map(({ atMs }) => atMs),
    lat: fixes.map(({ lat }) => lat),
    lng: fixes.map(({ lng }) => lng),
    speedKph: fixes.map(({ speedKph }) => speedKph),
  }
}

type Question = { device: { id: string; imei: string }; minutes: number; clock: Clock }

/** The vendor's answer, asked once for all who want it now or within half a minute; failures count too. */
function vendorFixes(viewer: Viewer, { device, minutes, clock }: Question): Promise<SourcedFix[]> {
  const asked = askedTrails()
  const key = `${device.id} ${minutes}`
  const known = asked.get(key)
  if (known !== undefined && clock.now() - known.atMs < FRESH_MS) return known.fixes
  forgetOld(asked, clock.now())
  const fixes = askVendor(viewer, { device, minutes, clock })
  asked.set(key, { atMs: clock.now(), fixes })
  // Whoever waits hears of the failure; when nobody does any more it must not end the process.
  fixes.catch((error: unknown) =>
    log.info({ err: error, deviceId: device.id }, 'trail not told by the vendor'),
  )
  return fixes
}

async function askVendor(viewer: Viewer, { device, minutes, clock }: Question): Promise<SourcedFix[]> {
  const nowMs = clock.now()
  const beginAt = new Date(nowMs - minutes * 60_000 - END_BEFORE_NOW_MS)
  const endAt = new Date(nowMs - END_BEFORE_NOW_MS)
  const signal = AbortSignal.timeout(VENDOR_TIMEOUT_MS)
  const input = { imei: device.imei, beginAt, endAt }
  const { fixes } = await callJimi(viewer, 'jimi.device.track.list', input, { signal })
  return fixes.map(({ fixAt, lat, lng, speedKph, source }) => ({
    atMs: fixAt.getTime(),
    lat,
    lng,
    speedKph: speedKph ?? null,
    source: source ?? null,
  }))
}

/** Null when the answer is bad or takes too long. */
async function withinPatience<T>(answer: Promise<T>, clock: Clock): Promise<T | null> {
  const patience = new AbortController()
  const tooLong = clock.sleep(PATIENCE_MS, patience.signal).then(() => null)
  try {
    return await Promise.race([answer, tooLong])
  } catch {
    return null
  } finally {
    patience.abort()
  }
}

function askedTrails(): Map<string, Asked> {
  return singleton('asked-trails', () => new Map())
}

function forgetOld(asked: Map<string, Asked>, nowMs: number): void {
  if (asked.size < MAX_ASKED) return
  for (const [key, { atMs }] of asked) if (nowMs - atMs >= FRESH_MS) asked.delete(key)
  const [oldest] = asked.keys()
  if (asked.size >= MAX_ASKED && oldest !== undefined) asked.delete(oldest)
}
