// The points on which the vendor's nodes differ, or on which its documents leave room, one switch each.
// It owns their names and the defaults of the two profiles; what each does stands where it is read.

import { z } from 'zod'
import type { Profile } from '@/lib/jimi/wire/profile'

/** Every switch with the values it takes. Unknown names are refused, so that a typing slip in a test is seen. */
export const switchesSchema = z.strictObject({
  /** Answer to GET; off means 1007. */
  allowGet: z.boolean(),
  /** Let `v=0.9` skip the signature check. */
  allowUnsigned: z.boolean(),
  /** Accept a sign in lower-case hex. */
  allowLowerCaseSign: z.boolean(),
  signErrorCode: z.int(),
  signErrorMessage: z.string().max(200),

  /** Calls per second and app key; 0 lifts the limit. */
  ratePerSecond: z.number().min(0).max(100_000),
  /** Calls per UTC day and app key; 0 lifts the limit. */
  dailyQuota: z.int().min(0),
  rateCode: z.int(),
  rateText: z.string().max(200),

  /** Refuse a second token.get of an account within 60 s. */
  limitTokenGet: z.boolean(),
  /** The refresh token is the access token, as in the vendor's samples. */
  refreshTokenEqualsAccess: z.boolean(),
  tokenGetRevokesOld: z.boolean(),
  tokenRefreshRevokesOld: z.boolean(),

  /** Refuse the parameter spellings of the other profile. */
  strictParams: z.boolean(),
  /** Error envelopes and location.list carry `data: null`. */
  nullData: z.boolean(),

  /** `expireFlag` is 1 on an expired device (ts) instead of on a working one (pro). */
  expireFlagMeansExpired: z.boolean(),
  /** How many devices location.list leaves out without a word. */
  locationListOmits: z.int().min(0),
  /** location.get leaves a foreign IMEI out instead of refusing the call. */
  skipForeignImeis: z.boolean(),
  vinKey: z.enum(['VIN', 'vin']),

  trackSpanDays: z.int().min(1).max(92),
  /** Artificial delay of track.list. */
  trackDelayMs: z.int().min(0).max(600_000),
  distanceUnit: z.enum(['m', 'km']),
  mileageDuration: z.enum(['elapsed', 'runTimeSecond', 'both']),
  mileageTotals: z.boolean(),
  /** `maxSpeed` in mileage rows: seen in production, in no sample. */
  mileageMaxSpeed: z.boolean(),

  alarmImeiKey: z.enum(['imei', 'IMEI']),
  alarmNameKey: z.enum(['alertType', 'alarmTypeName', 'alertTypeName', 'both']),
  alarmPaging: z.boolean(),
  alarmPageCap: z.int().min(1).max(1000),

  /** What device.move puts into `result`: the rejected IMEIs (S1, S2), or the moved ones (Pro). */
  moveResult: z.enum(['rejected', 'moved']),
  /** The member that carries groups. */
  groupPayload: z.enum(['result', 'data']),
  /** The parking report refuses `start_row` 0 and pages over 50. */
  parking1001: z.boolean(),
  /** getTagMsg writes its time as text. */
  tagTextTime: z.boolean(),

  /** The inner code of a device that obeyed. */
  mediaOkCode: z.enum(['255', '100']),
  /** From a capture command to the file. */
  mediaDelayMs: z.int().min(0).max(600_000),
  /** From history.list.cmd to the list. */
  historyListDelayMs: z.int().min(0).max(600_000),
  /** The code for an instruction id that nobody sent. */
  historyUnknownCode: z.union([z.literal(1207), z.literal(1100)]),

  /** From a command to the answer of its device. */
  commandDelayMs: z.int().min(0).max(600_000),
  /** A device that has not answered yet refuses the next command with 252, at the hub with 302. */
  busyWhileOpen: z.boolean(),
  /** What the hub's instruction service asks for in `token`. */
  hubToken: z.string().min(1).max(200),

  /** Fences a device can hold before 41001. */
  deviceFenceMax: z.int().min(0).max(1000),
  /** Whether `radius` of device fences counts steps of 100 m (1..9999) or metres. */
  deviceRadiusUnit: z.enum(['100m', 'm']),
  /** Take any text as `geom`, such as WKT or GeoJSON. */
  geomAny: z.boolean(),
  /** Which method names edit a platform fence when `fence_id` is sent. */
  fenceEdit: z.enum(['create', 'update', 'both']),
  /** The code for a platform fence that does not exist. */
  fenceMissingCode: z.union([z.literal(-1), z.literal(1100)]),
  /** fence.bind adds to the devices of a fence instead of replacing them. */
  fenceBindAdds: z.boolean(),

  /** `datDatas.data` of the trip report. */
  tripDayData: z.enum(['array', 'object']),
  /** The two OBD methods exist. */
  obdPolling: z.boolean(),
})

/** The full set of switches of a running sandbox. */
export type Switches = z.infer<typeof switchesSchema>

const SHARED = {
  allowUnsigned: true,
  allowLowerCaseSign: false,
  signErrorCode: 1001,
  signErrorMessage: 'sign error',
  ratePerSecond: 5,
  dailyQuota: 0,
  rateCode: 1006,
  rateText: 'Illegal access, too frequently request!',
  refreshTokenEqualsAccess: false,
  tokenGetRevokesOld: false,
  tokenRefreshRevokesOld: false,
  strictParams: false,
  locationListOmits: 0,
  skipForeignImeis: false,
  vinKey: 'VIN',
  trackDelayMs: 0,
  distanceUnit: 'm',
  alarmPageCap: 100,
  moveResult: 'rejected',
  groupPayload: 'result',
  parking1001: false,
  tagTextTime: false,
  mediaOkCode: '255',
  mediaDelayMs: 4000,
  historyListDelayMs: 3000,
  historyUnknownCode: 1207,
  commandDelayMs: 2000,
  busyWhileOpen: true,
  hubToken: 'sandbox-hub-token',
  deviceFenceMax: 5,
  deviceRadiusUnit: '100m',
  geomAny: false,
  fenceEdit: 'both',
  fenceMissingCode: -1,
  fenceBindAdds: false,
  tripDayData: 'array',
  obdPolling: true,
} satisfies Partial<Switches>

const PROFILE_DEFAULTS: Record<Profile, Switches> = {
  ts: {
    ...SHARED,
    allowGet: true,
    limitTokenGet: false,
    nullData: false,
    expireFlagMeansExpired: true,
    trackSpanDays: 2,
    mileageDuration: 'elapsed',
    mileageTotals: false,
    mileageMaxSpeed: false,
    alarmImeiKey: 'IMEI',
    alarmNameKey: 'alertType',
    alarmPaging: false,
  },
  pro: {
    ...SHARED,
    allowGet: false,
    limitTokenGet: true,
    nullData: true,
    expireFlagMeansExpired: false,
    trackSpanDays: 7,
    mileageDuration: 'both',
    mileageTotals: true,
    mileageMaxSpeed: true,
    alarmImeiKey: 'imei',
    alarmNameKey: 'alarmTypeName',
    alarmPaging: true,
  },
}

/** A fresh copy of the profile's defaults. */
export function defaultSwitches(profile: Profile): Switches {
  return { ...PROFILE_DEFAULTS[profile] }
}
