// Where pushed items lie, for reading them back: the mirror of lib/server/push/sinks.

import type { PushItem, PushTopic } from '@/lib/jimi/push/index'
import { toGpsPush, toHeartbeatPush } from './pushed-items'
import type { FixRow } from './system/positions'
import type { HeartbeatRow } from './system/telemetry-heartbeats'

/** One table that holds pushed items. */
export type MessageSource = {
  table: string
  timeColumn: string
  /** What it holds. With a `topicColumn` the row says which, else it is the first. */
  topics: readonly [PushTopic, ...PushTopic[]]
  topicColumn: 'topic' | null
  columns: string
  /** Further condition, from AND on. */
  condition: string
  /** The item is apart in columns, see `rebuildItem`. */
  isApart: boolean
}

/** A row of any source; which members are there, its columns say. */
export type SourceRow = Partial<FixRow> &
  Partial<HeartbeatRow> & { at: Date; receivedAt: Date; topic: PushTopic; item?: object; raw?: string }

const IN_MESSAGES: MessageSource['topics'] = [
  'pushlbs',
  'wgtc',
  'pushPassThroughData',
  'pushTerminalTransInfo',
  'pushIothubEvent',
  'pushextendedkks',
  // As they came; what became of them is in the alarms.
  'pushalarm',
  'jimi.push.device.alarm',
  // Contacts without a place.
  'pushgps',
]
const IN_NOTICES: MessageSource['topics'] = [
  'pushfileupload',
  'pushresourcelist',
  'pushftpfileupload',
  'pushInstructResponse',
  'pushFileContent',
  'uploadCallback',
  'generalBusiness',
  'jimi.open.instruction.raw.receive',
  'wgtc',
]

const FIX_COLUMNS = `fix_at AS "fixAt", source, lat, lng, speed_kph AS "speedKph", heading_deg AS "headingDeg", satellites,
  ignition, altitude_m AS "altitudeM", odometer_km AS "odometerKm", arrived_at AS "arrivedAt", resent, reason, extra`
const HEARTBEAT_COLUMNS = `battery_percent AS "batteryPercent", signal_percent AS "signalPercent", ignition, charging,
  armed, fuel_cut AS "fuelCut", has_fix AS "hasFix", remote_locked AS "remoteLocked", extra`

const whole = (table: string, topic: PushTopic, timeColumn = 'at'): MessageSource => ({
  table,
  timeColumn,
  topics: [topic],
  topicColumn: null,
  columns: 'item',
  condition: '',
  isApart: false,
})

/** Every table that holds pushed items. */
export const MESSAGE_SOURCES: readonly MessageSource[] = [
  // What a poll told is no message of the device.
  {
    ...whole('position', 'pushgps', 'fix_at'),
    columns: FIX_COLUMNS,
    condition: 'AND extra IS NOT NULL',
    isApart: true,
  },
  { ...whole('heartbeat', 'pushhb'), columns: HEARTBEAT_COLUMNS, isApart: true },
  whole('sign_on', 'pushevent'),
  whole('obd_reading', 'pushobd'),
  whole('fault_report', 'pushfaultinfo'),
  whole('fuel_reading', 'pushoil'),
  whole('climate_reading', 'pushtem'),
  whole('rfid_scan', 'rfid'),
  whole('trip_report', 'pushtripreport'),
  {
    ...whole('device_message', 'pushlbs'),
    topics: IN_MESSAGES,
    topicColumn: 'topic',
    columns: 'topic, item, raw',
  },
  {
    ...whole('device_notice', 'pushfileupload'),
    topics: IN_NOTICES,
    topicColumn: 'topic',
    columns: 'topic, item, raw',
  },
]

/** The item of a row that has it apart in columns. */
export function rebuildItem(topic: PushTopic, row: SourceRow, imei: string): PushItem<'pushgps' | 'pushhb'> {
  return topic === 'pushgps' ? toGpsPush(row as FixRow, imei) : toHeartbeatPush(row as HeartbeatRow, imei)
}
