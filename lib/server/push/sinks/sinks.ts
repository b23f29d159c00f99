// Where the items of each topic go: one sink a topic, and the compiler asks for one for every topic there is.

import type { PushTopic } from '@/lib/jimi/push/index'
import { toFixRow, toHeartbeatRow } from '../../data/pushed-items'
import type { MessageRow } from '../../data/system/telemetry-messages'
import type { TelemetryRow } from '../../data/system/telemetry-table'
import type { StoredItem, StoredItemOf } from '../types'
import type { RowSets } from './rows'

/** Puts one item into its rows. */
type Sink<Topic extends PushTopic> = (
  stored: StoredItemOf<Topic>,
  device: TelemetryRow,
  rows: RowSets,
) => void

type Sinks = { [Topic in PushTopic]: Sink<Topic> }

const SINKS: Sinks = {
  pushgps: (stored, device, rows) => {
    const fix = toFixRow(stored.item, device)
    // Without a place it is a contact, and no fix.
    if (fix === null) keepMessage(stored, device, rows)
    else rows.fixes.push(fix)
  },
  pushhb: ({ item }, device, rows) => {
    rows.heartbeats.push(toHeartbeatRow(item, device))
  },
  pushevent: ({ item }, device, rows) => {
    rows.signOns.push({ ...device, at: item.at, item })
  },
  pushobd: ({ item }, device, rows) => {
    rows.obdReadings.push({ ...device, at: item.at, item })
  },
  pushfaultinfo: ({ item }, device, rows) => {
    rows.faultReports.push({ ...device, at: item.at, item })
  },
  pushoil: ({ item }, device, rows) => {
    rows.fuelReadings.push({ ...device, at: item.measuredAt, item })
  },
  pushtem: ({ item }, device, rows) => {
    rows.climateReadings.push({ ...device, at: item.measuredAt, item })
  },
  rfid: ({ item }, device, rows) => {
    rows.rfidScans.push({ ...device, at: item.scannedAt, item })
  },
  pushtripreport: ({ item }, device, rows) => {
    rows.tripReports.push({ ...device, at: item.beginAt ?? item.gatewayAt, item })
  },

  pushalarm: keepAlarm,
  'jimi.push.device.alarm': keepAlarm,

  pushlbs: keepMessage,
  pushIothubEvent: keepMessage,
  pushPassThroughData: keepMessage,
  pushTerminalTransInfo: keepMessage,
  pushextendedkks: keepMessage,
  // Without a time of its own it is known by its key alone.
  wgtc: (stored, device, rows) => {
    const isTimed = stored.item.postedAt !== undefined || stored.item.fixAt !== undefined
    if (isTimed) keepMessage(stored, device, rows)
    else keepNotice(stored, device, rows)
  },

  pushfileupload: keepNotice,
  pushresourcelist: keepNotice,
  pushftpfileupload: keepNotice,
  pushInstructResponse: keepNotice,
  pushFileContent: keepNotice,
  uploadCallback: keepNotice,
  generalBusiness: keepNotice,
  'jimi.open.instruction.raw.receive': keepNotice,
}

/** Puts an item into the rows of its topic. */
export function sink(stored: StoredItem, device: TelemetryRow, rows: RowSets): void {
  SINKS[stored.topic](stored as never, device, rows)
}

/**
 * The message is kept as it came, whatever the alarm flow makes of it: what is told twice becomes one alarm there. A SIM
 * card or VIN comes the same way, and is no alarm.
 */
function keepAlarm(
  stored: StoredItemOf<'pushalarm' | 'jimi.push.device.alarm'>,
  device: TelemetryRow,
  rows: RowSets,
): void {
  rows.messages.push(toMessage(stored, device))
  if (stored.item.kind === 'alarm') rows.alarms.push({ ...device, item: stored.item })
}

/** For what is known by its key and carries its time. */
function keepMessage(stored: StoredItem, device: TelemetryRow, rows: RowSets): void {
  rows.messages.push(toMessage(stored, device))
}

/** For what is known by its key alone. */
function keepNotice(stored: StoredItem, device: TelemetryRow, rows: RowSets): void {
  rows.notices.push({ ...toMessage(stored, device), reference: referenceOf(stored) })
}

type AnyStored = Pick<StoredItem, 'topic' | 'key' | 'eventAt' | 'item' | 'raw'>

function toMessage({ topic, key, eventAt, item, raw }: AnyStored, device: TelemetryRow): MessageRow {
  return { ...device, at: eventAt, topic, key, item, raw }
}

function referenceOf({ item }: StoredItem): string | null {
  if ('instructionId' in item) return item.instructionId ?? null
  return 'serverFlagId' in item ? item.serverFlagId : null
}
