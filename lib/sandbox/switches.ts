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
