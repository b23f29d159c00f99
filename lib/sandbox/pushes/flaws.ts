// Items spoiled on purpose: the closed list of what can be wrong with one, and how each is done.
// A spoiled item is a copy sent beside the good one, so that what the receiver must keep does not change.

import { pick } from '../world/random'
import type { PushedItem } from './item'
import type { Topic } from './topics'

/** Everything that can be wrong with an item. */
export const FLAWS = [
  'wrongType',
  'notANumber',
  'outOfRange',
  'impossibleTime',
  'nul',
  'loneSurrogate',
  'unknownImei',
  'brokenContent',
] as const
export type Flaw = (typeof FLAWS)[number]

/** An IMEI of a type code that no world has. */
export const UNKNOWN_IMEI = '990000000000005'

/** A spoiled copy; `lot` chooses among `kinds`, the next one where a kind has nothing to spoil in this item. */
export function spoil(item: PushedItem, kinds: readonly Flaw[], lot: number): PushedItem | null {
  const row: Record<string, unknown> = JSON.parse(item.json)
  for (let turn = 0; turn < kinds.length; turn += 1) {
    const flaw = pick(kinds, lot + turn)
    if (!isTolerated(flaw, item.topic) && SPOILERS[flaw](row))
      return { ...item, flaw, json: JSON.stringify(row), id: `${item.id}|bad ${flaw}` }
  }
  return null
}

/** Items whose figures are all optional by the sheet: a receiver may take them without those. */
const OPTIONAL_FIGURES: readonly Topic[] = ['rfid', 'pushobd', 'pushtripreport', 'jimi.push.device.alarm']

function isTolerated(flaw: Flaw, topic: Topic): boolean {
  // Nothing is published of what this one holds, so no member of it can be wrong.
  if (topic === 'generalBusiness') return flaw !== 'nul' && flaw !== 'loneSurrogate'
  return ['wrongType', 'notANumber', 'outOfRange'].includes(flaw) && OPTIONAL_FIGURES.includes(topic)
}

/** Changes the row in place; false when there is nothing of the kind in it. */
type Spoiler = (row: Record<string, unknown>) => boolean

const IMEI_NAMES = ['deviceImei', 'imei', '_imei']
const COORDINATE_NAMES = ['lat', 'lng', 'beginLat']
const CONTENT_NAMES = ['lbsJson', 'eventContent', 'obdJson']

const SPOILERS: Record<Flaw, Spoiler> = {
  wrongType: (row) => replaceAll(row, isReading, () => ({ value: [] })),
  notANumber: (row) => replaceAll(row, isReading, () => 'NaN'),
  outOfRange: (row) =>
    replaceAll(
      row,
      (name) => COORDINATE_NAMES.includes(name),
      () => 912.5,
    ) || replaceAll(row, isReading, () => 1e300),
  impossibleTime: (row) => replaceAll(row, isTime, () => '2026-02-31 25:61:00'),
  nul: (row) => {
    row.driverName = 'Zo\u0000e'
    return true
  },
  loneSurrogate: (row) => {
    row.driverName = 'Zo\ud800e'
    return true
  },
  unknownImei: (row) =>
    replaceAll(
      row,
      (name) => IMEI_NAMES.includes(name),
      () => UNKNOWN_IMEI,
    ),
  brokenContent: (row) =>
    replaceAll(
      row,
      (name) => CONTENT_NAMES.includes(name),
      () => '{"mcc":268,"mnc"',
    ),
}

// Flags and kinds are numbers too, but a reading is what a receiver must not take unread.
function isReading(name: string, value: unknown): boolean {
  return typeof value === 'number' && !/^(msgClass|type|proNo)$/.test(name)
}

function isTime(_: string, value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
}

/** Replaces every member that matches, at any depth: an item with a second, right time would still be read. */
function replaceAll(
  row: Record<string, unknown>,
  matches: (name: string, value: unknown) => boolean,
  replacement: () => unknown,
): boolean {
  let isDone = false
  for (const [name, value] of Object.entries(row)) {
    if (matches(name, value)) {
      row[name] = replacement()
      isDone = true
    } else if (isRecord(value)) isDone = replaceAll(value, matches, replacement) || isDone
  }
  return isDone
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
