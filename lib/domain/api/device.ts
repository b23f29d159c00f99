// Milepost's own answers about devices, as the browser reads them. Times are ISO 8601 UTC.

import { z } from 'zod'
import { DEVICE_KINDS, FIX_SOURCES, VEHICLE_STATUSES } from '../vehicle'

/** GET /api/devices/{id}: everything the vehicle card shows beyond the live columns. */
export const deviceDetailSchema = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  driverName: z.string().nullable(),
  driverPhone: z.string().nullable(),
  model: z.string().nullable(),
  kind: z.enum(DEVICE_KINDS),
  sim: z.string().nullable(),
  accountName: z.string(),
  groupName: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  status: z.enum(VEHICLE_STATUSES),
  statusSince: z.iso.datetime().nullable(),
  fixAt: z.iso.datetime().nullable(),
  heartbeatAt: z.iso.datetime().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  speedKph: z.number().nullable(),
  headingDeg: z.number().nullable(),
  source: z.enum(FIX_SOURCES).nullable(),
  satellites: z.number().nullable(),
  accuracyM: z.number().nullable(),
  ignition: z.boolean().nullable(),
  batteryPercent: z.number().nullable(),
  /** External supply as the vendor sends it: percent by its document, volts on many models. */
  externalPower: z.number().nullable(),
  /** Mobile network signal, 0 none to 4 very strong. */
  signalLevel: z.number().nullable(),
  odometerKm: z.number().nullable(),
  temperatureC: z.number().nullable(),
  address: z.string().nullable(),
})
export type DeviceDetail = z.infer<typeof deviceDetailSchema>

/** GET /api/devices/{id}/trail?minutes=60: fixes in ascending time, bad ones left out, columns of equal length. */
export const trailSchema = z.object({
  /** Fix times, ms since epoch. */
  at: z.array(z.number()).max(20_000),
  lat: z.array(z.number()).max(20_000),
  lng: z.array(z.number()).max(20_000),
  speedKph: z.array(z.number().nullable()).max(20_000),
  /** False when the vendor could not be asked and only our own store answered. */
  complete: z.boolean(),
})
export type Trail = z.infer<typeof trailSchema>

/** Every refused or failed request of /api answers this, with a fitting HTTP status. */
export const apiErrorSchema = z.object({ code: z.string(), message: z.string() })
export type ApiError = z.infer<typeof apiErrorSchema>
