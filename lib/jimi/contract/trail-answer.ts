// The answer of the trail method: fixes in `result`, and the vendor's own distance of the span in `data`.

import { z } from 'zod'
import { numberText } from '../wire/codecs'
import { type AnswerShape, readRows, writeRows } from './answer'
import type { RecordOf } from './record'

type Fix = { lat: number; lng: number; fixAt: Date }
/** Fixes are ascending in time, each once, none at 0,0. The unit of `vendorMileage` is not documented. */
export type Trail<F extends Fix> = { fixes: F[]; vendorMileage?: number }

const mileage = numberText({ min: 0, max: 10_000_000_000 })

/** Reads fixes in whatever order and number they come; writes them as given. */
export function trailAnswer<F extends Fix>(fix: RecordOf<F>): AnswerShape<Trail<F>> {
  return {
    read: ({ result, data }, context) => {
      const { value, dropped } = readRows(result, fix, context)
      return { value: { fixes: tidy(value), vendorMileage: mileageOf(data) }, dropped }
    },
    write: ({ fixes, vendorMileage }, { profile }) => {
      const result = writeRows(fixes, fix[profile])
      return profile === 'ts' ? { result } : { result, data: { mileage: vendorMileage ?? 0 } }
    },
  }
}

function tidy<F extends Fix>(fixes: readonly F[]): F[] {
  const byKey = new Map<string, F>()
  for (const fix of fixes) {
    if (fix.lat === 0 && fix.lng === 0) continue
    byKey.set(`${fix.fixAt.getTime()} ${fix.lat} ${fix.lng}`, fix)
  }
  return [...byKey.values()].sort((a, b) => a.fixAt.getTime() - b.fixAt.getTime())
}

function mileageOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('mileage' in data)) return undefined
  return z.safeDecode(mileage, data.mileage).data
}
