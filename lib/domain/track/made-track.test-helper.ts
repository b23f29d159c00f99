// Tracks by hand for tests: a vehicle that stands, drives north and falls silent as told, one fix after another.

import { type TrackFix, type TrackPoints, toPoints } from './points'

/** 1 degree of latitude on the sphere the code measures on: 6,371,008.8 m x pi / 180. */
export const M_PER_DEGREE = 111_195.08

type Step = { everySec?: number; ignition?: boolean | null; kph?: number | null }

/** Builds a track from a start at 2026-03-02 08:00 UTC, 10 degrees north, 20 east. */
export class MadeTrack {
  static readonly startMs = Date.UTC(2026, 2, 2, 8)
  readonly fixes: TrackFix[] = []
  private sec = 0
  private northM = 0

  /** Drives north for `sec` seconds, with a fix at each end of `everySec`. */
  drive(sec: number, kph: number, { everySec = 10, ignition = null, kph: told = kph }: Step = {}): this {
    for (let done = 0; done < sec; done += everySec) {
      this.sec += everySec
      this.northM += (kph / 3.6) * everySec
      this.fix({ ignition, speedKph: told })
    }
    return this
  }

  /** Comes to a stand within `everySec`, then stands for `sec` seconds with a fix each `everySec`. */
  stand(sec: number, { everySec = 10, ignition = null, kph: told = 0 }: Step = {}): this {
    for (let done = 0; done <= sec; done += everySec) {
      this.sec += everySec
      this.fix({ ignition, speedKph: told })
    }
    return this
  }

  /** Nothing for `sec` seconds, in which it gets `northM` metres further. */
  silent(sec: number, northM = 0): this {
    this.sec += sec
    this.northM += northM
    return this
  }

  /** One fix here and now, `offM` metres east of the way. */
  fix(over: Partial<TrackFix> & { offM?: number } = {}): this {
    const { offM = 0, ...fix } = over
    this.fixes.push({
      atMs: MadeTrack.startMs + this.sec * 1000,
      lat: 10 + this.northM / M_PER_DEGREE,
      lng: 20 + offM / (M_PER_DEGREE * Math.cos((10 * Math.PI) / 180)),
      speedKph: 0,
      headingDeg: 0,
      ignition: null,
      source: 'gps',
      ...fix,
    })
    return this
  }

  points(): TrackPoints {
    return toPoints(this.fixes)
  }
}

/** Seconds since the start of a made track. */
export const sinceStart = (ms: number) => (ms - MadeTrack.startMs) / 1000
