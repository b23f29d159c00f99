// The form in which fences come and are stored: their shape and what is told of them.

import { z } from 'zod'
import { MAX_DWELL_MIN, MAX_FENCE_POINTS } from '../geofence'

const latLngSchema = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })

/** The form of a shape. Whether it makes a fence is for `shapeProblem` to say, in words. */
export const fenceShapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), center: latLngSchema, radiusM: z.number() }),
  z.strictObject({
    kind: z.literal('rectangle'),
    south: z.number().min(-90).max(90),
    west: z.number().min(-180).max(180),
    north: z.number().min(-90).max(90),
    east: z.number().min(-180).max(180),
  }),
  z.strictObject({ kind: z.literal('polygon'), ring: z.array(latLngSchema).max(MAX_FENCE_POINTS) }),
  z.strictObject({
    kind: z.literal('corridor'),
    line: z.array(latLngSchema).max(MAX_FENCE_POINTS),
    widthM: z.number(),
  }),
])

export const fenceRulesSchema = z.strictObject({
  enter: z.boolean(),
  exit: z.boolean(),
  dwellMin: z.int().min(1).max(MAX_DWELL_MIN).nullable(),
})
