// What the vendor's pushes say, in domain terms: one type for each kind of push. Times are UTC moments, units stand in the names,
// what was not said is left out. `gatewayAt` is when the vendor's gateway took an item in. A place is whole or absent.
// What cameras, modules and the hub send beside that is in module-items.ts.

import type { FixSource } from '@/lib/domain/vehicle'
import type { HeardCell } from '../contract/observations'

/** A WGS84 place. Both or neither: (0,0) on the wire means that there was no fix, and is never a place here. */
export type Place = { lat?: number; lng?: number }
/** A place that a device added to something else it told, with the moment of that fix. */
export type TaggedPlace = Place & { fixAt?: Date }

/** A device signed on or off (pushevent). */
export type SignOnPush = {
  imei: string
  at: Date
  /** The vendor's own word, such as LOGIN: part of the natural key, and all there is for words we do not know. */
  word: string
  state: 'login' | 'logout' | 'unknown'
  /** The zone of the device, such as GMT+08:00. */
  timezone?: string
}

/** A sign of life with the device's state (pushhb). */
export type HeartbeatPush = {
  imei: string
  at: Date
  batteryPercent?: number
  signalPercent?: number
  ignition?: boolean
  charging?: boolean
  armed?: boolean
  /** Fuel or power is cut by the relay. */
  fuelCut?: boolean
  hasFix?: boolean
  locked?: boolean
}

/** A position, or without a place a contact that had no fix (pushgps). */
export type GpsPush = Place & {
  imei: string
  fixAt: Date
  gatewayAt?: Date
  /** Absent when the vendor numbers a way we do not know. */
  source?: FixSource
  satellites?: number
  speedKph?: number
  headingDeg?: number
  ignition?: boolean
  /** Kept in the device while it had no network, and sent afterwards: late and out of order. */
  resent?: boolean
  /** Why it was sent: the vendor's `postMethod`, 0 to 255. */
  reasonCode?: number
  /** Bits whose meaning is not published. */
  statusBits?: number
  altitudeM?: number
  /** Mileage of the device. */
  odometerM?: number
  /** Members that only some devices add, by their wire names, each at most 2000 characters. */
  extras?: Readonly<Record<string, string | number>>
}

/** An alarm, its end, or a change of SIM card or VIN, which comes on the same path (pushalarm, jimi.push.device.alarm). */
export type AlarmPush = Place & {
  imei: string
  kind: 'alarm' | 'iccid' | 'vin'
  /** Which of two tables of codes the code is of. */
  protocol: 'jimi' | 'jt808'
  /** Canonical, as lib/domain/alarm-codes.ts has it: the same by push and by poll. `iccid` or `vin` for those kinds. */
  code: string
  /** The sort of a JT/T 808 driver or road alarm. Already part of `code`. */
  subCode?: number
  /** The vendor's name, if it sent one. */
  name?: string
  /** When it began; with `ended`, when it ended. */
  startedAt: Date
  /** True for the message that an alarm of this code is over. */
  ended: boolean
  gatewayAt?: Date
  speedKph?: number
  headingDeg?: number
  altitudeM?: number
  value?: string
  /** Names of the files that belong to it. They may arrive before or after the alarm. */
  files: readonly string[]
  /** Links files to the alarm: lower-case hex, JT/T 808 only. */
  label?: string
  serial?: number
  /** JT/T 808 code 256: the set bits of its mask, ascending. Names are in lib/domain/alarm-codes.ts. */
  standardBits?: readonly number[]
  /** JT/T 808 codes 257 to 259: the channels concerned, counted from 1. */
  channels?: readonly number[]
  /** JT/T 808 code 262: bits, meaning not published. */
  drivingFlags?: number
  alarmId?: string
  level?: number
  statusCode?: number
  /** 1 to 10. */
  fatigueLevel?: number
  fenceRef?: string
  driverId?: string
  driverName?: string
  voltageV?: number
  iccid?: string
  vin?: string
  deviceName?: string
}

/** A card held to a reader (rfid). */
export type RfidPush = TaggedPlace & {
  imei: string
  scannedAt: Date
  gatewayAt?: Date
  /** As sent: the encoding is not published. */
  card: string
  moduleType?: string
}

/** A fuel level (pushoil). The unit of `value` differs from sensor to sensor. */
export type FuelPush = TaggedPlace & {
  imei: string
  measuredAt: Date
  sensor: number
  value: number
  unit: 'cm' | 'percent' | 'volt' | 'litre'
}

/** Temperature and humidity (pushtem). At least one of the two is there. */
export type ClimatePush = {
  imei: string
  measuredAt: Date
  gatewayAt?: Date
  temperatureC?: number
  humidityPercent?: number
}

/** What a device hears around it where it has no fix (pushlbs). */
export type CellsPush = {
  imei: string
  heardAt: Date
  source: 'cell' | 'wifi'
  cells: readonly HeardCell[]
  /** As sent. For Wi-Fi the form is not published, so that this is all there is. At most 4000 characters. */
  contentText: string
}

/** What the electronics of a vehicle report (pushobd). */
export type ObdPush = Place & {
  imei: string
  at: Date
  pushedAt?: Date
  vehicleClass?: 'commercial' | 'passenger'
  ignition?: boolean
  statusBits?: number
  /** By number of `dataIDn`, ascending. Which quantity a number stands for is not published. At most 256. */
  values: readonly { id: number; value: number | string }[]
}

/** Trouble codes of a vehicle (pushfaultinfo). An empty list says that they were cleared. */
export type FaultsPush = Place & {
  imei: string
  at: Date
  gatewayAt?: Date
  /** Sorted, each once, upper case. */
  codes: readonly string[]
  /** As the vendor counts them. */
  count?: number
  statusBits?: number
}

/** The start or the end of a trip: two pushes of one trip (pushtripreport). */
export type TripPush = {
  imei: string
  phase: 'start' | 'end'
  tripSeq: number
  beginAt?: Date
  endAt?: Date
  gatewayAt: Date
  distanceKm?: number
  fuelL?: number
  idleSec?: number
  beginLat?: number
  beginLng?: number
  endLat?: number
  endLng?: number
  /** The trip's times lie after the gateway's: the device does not write UTC, and the hours cannot be relied on. */
  isZoneDoubtful: boolean
}
