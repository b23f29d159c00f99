// How far the filling of a gap is, as its row keeps it: enough to go on in any process after any stop.

import { z } from 'zod'
import { MAX_NAMED_DEVICES } from '@/lib/domain/api/gap'
import { GAP_PROBLEMS, GAP_WAITS } from '@/lib/domain/receive-gap'

const failedDeviceSchema = z.object({
  imei: z.string(),
  problem: z.enum(GAP_PROBLEMS),
  /** The vendor's own words; null where it said nothing. */
  words: z.string().nullable(),
})
/** A device of which something may be missing for good. */
export type FailedDevice = z.infer<typeof failedDeviceSchema>

/** The JSON of `receive_gap.detail`. */
export const gapDetailSchema = z.object({
  /** The last device that is done; they are taken in the order of their ids. */
  afterDeviceId: z.uuid().nullable(),
  done: z.int(),
  total: z.int(),
  positions: z.int(),
  alarms: z.int(),
  failed: z.array(failedDeviceSchema).max(MAX_NAMED_DEVICES),
  failedCount: z.int(),
  /** Only these devices are asked for, at a further try; null for all. */
  only: z.array(z.string()).max(MAX_NAMED_DEVICES).nullable(),
  /** The gap begins before what the vendor keeps. */
  isCut: z.boolean(),
  waiting: z.object({ reason: z.enum(GAP_WAITS), words: z.string().nullable() }).nullable(),
})
export type GapDetail = z.infer<typeof gapDetailSchema>

/** Before anything was asked. */
export const NOTHING_DONE: GapDetail = {
  afterDeviceId: null,
  done: 0,
  total: 0,
  positions: 0,
  alarms: 0,
  failed: [],
  failedCount: 0,
  only: null,
  isCut: false,
  waiting: null,
}

/** The detail in a row; one that another version wrote counts as nothing done, which costs only calls. */
export function toGapDetail(stored: unknown): GapDetail {
  const parsed = gapDetailSchema.safeParse(stored)
  return parsed.success ? parsed.data : NOTHING_DONE
}

/** What a further try begins with: the devices that failed when all are known by name, else everything. */
export function detailOfRetry(detail: GapDetail): GapDetail {
  const { positions, alarms, failed, failedCount } = detail
  const isNamed = failedCount > 0 && failed.length === failedCount
  return { ...NOTHING_DONE, positions, alarms, only: isNamed ? failed.map(({ imei }) => imei) : null }
}

/** With one more failed device. */
export function withFailed(detail: GapDetail, device: FailedDevice): GapDetail {
  const isRoom = detail.failed.length < MAX_NAMED_DEVICES
  return {
    ...detail,
    failed: isRoom ? [...detail.failed, device] : detail.failed,
    failedCount: detail.failedCount + 1,
  }
}
