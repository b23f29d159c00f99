// Work on many devices as its pages and services tell it: kinds, states, what is wished, and the answers of /api/device-jobs.
// How it is carried out is lib/server/services/device-jobs-run.ts.

import { z } from 'zod'

export const DEVICE_JOB_KINDS = ['transfer', 'expiry', 'bind', 'unbind', 'import'] as const
export type DeviceJobKind = (typeof DEVICE_JOB_KINDS)[number]

export const DEVICE_JOB_STATES = ['queued', 'running', 'done', 'stopped', 'failed'] as const
export type DeviceJobState = (typeof DEVICE_JOB_STATES)[number]

/**
 * `working`: it has left, or may have. `unknown`: no answer came, and no reading could tell. `skipped`: there was nothing to
 * do, or nothing that might be done. `undone`: the work ended before its turn came.
 */
export const DEVICE_ITEM_STATES = [
  'waiting',
  'working',
  'done',
  'failed',
  'skipped',
  'unknown',
  'undone',
] as const
export type DeviceItemState = (typeof DEVICE_ITEM_STATES)[number]

/** Why an item is not done, or how one knows that it is. Keys of the messages at `deviceJobs.problems`. */
export const DEVICE_ITEM_PROBLEMS = [
  'refused',
  'not_sendable',
  'no_answer',
  'read_done',
  'read_undone',
  'read_differs',
  'gone',
  'target_gone',
  'already',
  'no_group',
  'not_supported',
  'stopped',
  'right_gone',
  'vendor_away',
  'internal',
] as const
export type DeviceItemProblemWord = (typeof DEVICE_ITEM_PROBLEMS)[number]

/** `code`, `meaning` and `vendorWords` where the vendor refused; `checkedAt` when a reading told. */
export type DeviceItemProblem = {
  word: DeviceItemProblemWord
  code?: number
  meaning?: string
  vendorWords?: string
  checkedAt?: string
}

/** Why work ended early. Keys of the messages at `deviceJobs.endReasons`. */
export const DEVICE_JOB_END_REASONS = ['stopped', 'right_gone', 'vendor_away', 'internal'] as const
export type DeviceJobEndReason = (typeof DEVICE_JOB_END_REASONS)[number]

/** The most devices in one piece of work, and rows in one file. */
export const MAX_JOB_DEVICES = 10_000

/** Pictures the vendor has for a vehicle, by our words. */
export const VEHICLE_ICONS = [
  'automobile',
  'bus',
  'person',
  'motorcycle',
  'truck',
  'taxi',
  'plane',
  'schoolBus',
  'excavator',
  'ship',
  'tricycle',
  'policeMotorcycle',
  'tractor',
  'policeCar',
  'cow',
  'other',
] as const

const text = z.string().min(1).max(200)
/** As long as a remark may be, see device-edit.ts. */
const remark = z.string().min(1).max(500)

/** What of a device an edit sets. What is left out stays as it is. */
export const deviceEditSchema = z.object({
  deviceName: text.optional(),
  plate: text.optional(),
  driverName: text.optional(),
  driverPhone: text.optional(),
  sim: text.optional(),
  icon: z.enum(VEHICLE_ICONS).optional(),
  remark: remark.optional(),
  groupId: text.optional(),
})
export type DeviceEdit = z.infer<typeof deviceEditSchema>

/** What is to be done with one device. `group` is by what name it is known, and in which account. */
export const deviceWishSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('move'), accountId: z.uuid(), clearBindings: z.boolean() }),
  z.object({ step: z.literal('expiry'), expiresAt: z.iso.datetime() }),
  z.object({ step: z.literal('bind'), appUserLogin: text }),
  z.object({ step: z.literal('unbind'), appUserLogin: text }),
  z.object({
    step: z.literal('edit'),
    set: deviceEditSchema,
    group: z.object({ name: text, accountId: z.uuid() }).optional(),
  }),
])
export type DeviceWish = z.infer<typeof deviceWishSchema>

/** What can change of a device; also the fields of a file. Keys of the messages at `deviceJobs.fields`. */
export const DEVICE_FIELDS = [
  'name',
  'plate',
  'driver',
  'phone',
  'sim',
  'icon',
  'group',
  'remarks',
  'expiry',
  'account',
  'appUser',
] as const
export type DeviceField = (typeof DEVICE_FIELDS)[number]

/** One change as people read it. Times are ISO. */
export type DeviceChange = { field: DeviceField; from: string | null; to: string }

/** What work is about, for its title. */
export type DeviceJobAbout = {
  accountName?: string
  expiresAt?: string
  appUserLogin?: string
  fileName?: string
}

export type DeviceJobCounts = Record<DeviceItemState, number>

export type DeviceJobView = {
  id: string
  kind: DeviceJobKind
  state: DeviceJobState
  about: DeviceJobAbout
  askedByName: string | null
  total: number
  counts: DeviceJobCounts
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  stopAsked: boolean
  waitUntil: string | null
  endReason: DeviceJobEndReason | null
}

export type DeviceItemView = {
  seq: number
  deviceId: string
  imei: string
  deviceName: string
  step: DeviceWish['step']
  changes: DeviceChange[]
  state: DeviceItemState
  problem: DeviceItemProblem | null
  updatedAt: string
}

export type DeviceJobList = { jobs: DeviceJobView[] }
/** `items` are those of one state when one was asked for, in order, from `skip` on. */
export type DeviceJobDetail = { job: DeviceJobView; items: DeviceItemView[]; found: number }

export const ITEMS_PER_PAGE = 100

/** Query of GET /api/device-jobs/[id]. */
export const deviceJobQuerySchema = z.object({
  state: z.enum(DEVICE_ITEM_STATES).optional(),
  skip: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
})

export const targetsQuerySchema = z.object({ q: z.string().max(100).optional() })
/** An account that devices can be moved to. */
export type TargetAccount = { id: string; name: string; login: string; trail: string }
export type TargetList = { accounts: TargetAccount[]; total: number }

/** Why a transfer cannot be. Keys of the messages at `deviceJobs.obstacles`. */
export type TransferObstacle = 'own_account' | 'other_connection' | 'not_supported'

/** What a transfer would do. */
export type TransferPreview = {
  toName: string
  from: { accountName: string; count: number }[]
  moving: number
  already: number
  obstacle: TransferObstacle | null
  /** People who see the devices now and would not afterwards, and the other way round; of those the asker may see. */
  peopleLosing: number
  peopleGaining: number
  /** Devices in a group of the account they leave. */
  grouped: number
  /** Fences that watch some of the devices now and would not afterwards. */
  fences: string[]
  fencesTotal: number
}

/** What a new last day would change. `first` and `last` are the days, ISO, between which those that change expire now. */
export type ExpiryPreview = {
  changing: number
  /** They have that day already. */
  already: number
  /** They would expire earlier than now. */
  earlier: number
  first: string | null
  last: string | null
  /** The day is over, so it cannot be chosen. */
  isPast: boolean
}

const deviceIds = z.array(z.uuid()).min(1).max(MAX_JOB_DEVICES)
export const transferSchema = z.object({ deviceIds, accountId: z.uuid(), clearBindings: z.boolean() })
export const transferPreviewSchema = transferSchema.omit({ clearBindings: true })
/** `date` is the last day, "2027-04-01": it ends with that day in UTC, as the vendor's expiries do. */
export const expirySchema = z.object({ deviceIds, date: z.iso.date() })
export const bindingSchema = z.object({
  deviceIds,
  appUserLogin: z.string().trim().min(1).max(100),
  step: z.enum(['bind', 'unbind']),
})

/** What an action answers. `why` is a key of the messages at `deviceJobs.failures`. */
export type DeviceJobFailure =
  | 'gone'
  | 'forbidden'
  | 'invalid'
  | 'too_many'
  | 'too_much_open'
  | 'nothing'
  | 'past'
  | 'vendor'
  | 'failed'
  | TransferObstacle
export type DeviceJobReply = { ok: true; jobId: string; total: number } | { ok: false; why: DeviceJobFailure }
