// Times above a speed limit, from fixes alone. An episode begins with the first fix above the limit and ends with the next fix
// that is not; where a gap follows, with the last fix above it.

import { distanceM, valueAt } from '../track/points'
import type { TimeSpan } from '../track/spans'
import type { Activity } from './activity'

export type Speeding = TimeSpan & {
  topSpeedKph: number
  distanceM: number
  /** Where it began. */
  place: [number, number]
}

export type SpeedRule = { limitKph: number; minSec: number; gapSec: number; maxSpeedKph: number }

/** Episodes within a span that last at least `minSec`, ascending. Fixes without a speed say nothing, unless none has one. */
export function speedingOf({ fixes, story }: Activity, span: TimeSpan, rule: SpeedRule): Speeding[] {
  const isTold = story.track.points.speedKph.some(Number.isFinite)
  const scan = new Scan(rule)
  for (let place = 0; place < fixes.count; place++) {
    const atMs = valueAt(fixes.atMs, place)
    if (atMs < span.fromMs || atMs >= span.toMs) continue
    const way = wayTo(fixes, place)
    const kph = isTold ? valueAt(fixes.speedKph, place) : way.kph
    const here: [number, number] = [valueAt(fixes.lat, place), valueAt(fixes.lng, place)]
    scan.take({ atMs, kph, place: here, wayM: way.metres, wayMs: way.ms })
  }
  scan.end()
  return scan.episodes
}

type Moment = { atMs: number; kph: number; place: [number, number]; wayM: number; wayMs: number }

class Scan {
  readonly episodes: Speeding[] = []
  private open: Speeding | null = null

  constructor(private readonly rule: SpeedRule) {}

  take({ atMs, kph, place, wayM, wayMs }: Moment): void {
    if (wayMs > this.rule.gapSec * 1000) this.end()
    if (!Number.isFinite(kph) || kph > this.rule.maxSpeedKph) return
    if (this.open !== null) {
      this.open.toMs = atMs
      this.open.distanceM += wayM
    }
    if (kph <= this.rule.limitKph) {
      this.end()
      return
    }
    this.open ??= { fromMs: atMs, toMs: atMs, topSpeedKph: kph, distanceM: 0, place }
    this.open.topSpeedKph = Math.max(this.open.topSpeedKph, kph)
  }

  end(): void {
    const { open } = this
    this.open = null
    if (open !== null && open.toMs - open.fromMs >= this.rule.minSec * 1000) this.episodes.push(open)
  }
}

function wayTo(
  { atMs, lat, lng }: Activity['fixes'],
  place: number,
): { metres: number; ms: number; kph: number } {
  if (place === 0) return { metres: 0, ms: 0, kph: 0 }
  const before = place - 1
  const ms = valueAt(atMs, place) - valueAt(atMs, before)
  const metres = distanceM(
    valueAt(lat, before),
    valueAt(lng, before),
    valueAt(lat, place),
    valueAt(lng, place),
  )
  return { metres, ms, kph: (metres / Math.max(ms, 1)) * 3600 }
}
