// Readings of one device for its page: read by kind, put into series, thinned to what a chart can show. Who may see what is
// decided by lib/server/data; what faults stand by ./device-faults.ts.

import type { Fault, ReadingKind, Readings, Series, SeriesKind, SeriesUnit } from '@/lib/domain/api/telemetry'
import { MAX_SERIES_POINTS } from '@/lib/domain/api/telemetry'
import { changesOnly, downsample } from '@/lib/domain/downsample'
import type { FuelPush } from '@/lib/jimi/push/items'
import type { Viewer } from '../access'
import { getDevice } from '../data/devices'
import { listPositions, type TimeRange } from '../data/positions'
import { listReadings, type TelemetryMessageOf } from '../data/telemetry'
import { faultsOf, isShownFrom } from './device-faults'

export type ReadingsQuery = TimeRange & { kinds: readonly ReadingKind[] }

/** Rows read of one kind; a device that tells something each ten seconds fills a week with as many. */
const MAX_ROWS = 60_000
/** Points of all series together: a device with hundreds of OBD values gets fewer of each. */
const MAX_ANSWER_POINTS = 60_000
const MAX_SERIES = 600
const MAX_LIST = 500
/** Reports of faults read, from the last one back: what stands may stand since long before the range. */
const MAX_FAULT_REPORTS = 5_000
/** How far back it is looked for what held when the range began. */
const HELD_SINCE_MS = 30 * 24 * 3_600_000

/** One value of one moment, before it is put into its series. */
type Reading = {
  kind: SeriesKind
  part?: number
  unit?: SeriesUnit
  atMs: number
  value: number | undefined
}
type Source = {
  kinds: readonly SeriesKind[]
  read: (viewer: Viewer, deviceId: string, range: TimeRange) => Promise<{ readings: Reading[]; rows: number }>
}

/**
 * What the device told within the range, of the kinds asked for. The newest are kept where there is too much.
 * @throws NotFoundError for a missing and a foreign device alike.
 */
export async function readingsOf(
  viewer: Viewer,
  deviceId: string,
  { kinds, ...range }: ReadingsQuery,
): Promise<Readings> {
  const device = await getDevice(viewer, deviceId)
  const sources = SOURCES.filter((source) => source.kinds.some((kind) => kinds.includes(kind)))
  const answers = await Promise.all(sources.map(({ read }) => read(viewer, device.id, range)))
  const [held, faults, signOns] = await Promise.all([
    kinds.includes('ignition') ? readIgnitionBefore(viewer, device.id, range.fromAt) : null,
    kinds.includes('faults') ? readFaults(viewer, device.id, range) : [],
    kinds.includes('signOns')
      ? listReadings(viewer, device.id, { topic: 'pushevent', ...range, limit: MAX_ROWS })
      : [],
  ])
  const readings = answers.flatMap((answer) => answer.readings).filter(({ kind }) => kinds.includes(kind))
  const cut = new Set<ReadingKind>([
    ...sources.flatMap((source, at) => ((answers[at]?.rows ?? 0) >= MAX_ROWS ? source.kinds : [])),
    ...(signOns.length >= MAX_ROWS ? (['signOns'] as const) : []),
  ])
  return {
    series: toSeries(readings, held),
    faults: faults.slice(0, MAX_LIST),
    signOns: signOns.slice(-MAX_LIST).reverse().map(toSignOn),
    cutKinds: kinds.filter((kind) => cut.has(kind)),
  }
}

function toSignOn({ item }: TelemetryMessageOf<'pushevent'>): Readings['signOns'][number] {
  const { at, state, word, timezone = null } = item
  return { at: at.toISOString(), state, word, timezone }
}

/** What stands is told whatever the range; of what was cleared, what was so within it. */
async function readFaults(viewer: Viewer, deviceId: string, { fromAt, toAt }: TimeRange): Promise<Fault[]> {
  const reports = await listReadings(viewer, deviceId, {
    topic: 'pushfaultinfo',
    fromAt: new Date(0),
    toAt,
    limit: MAX_FAULT_REPORTS,
  })
  return faultsOf(reports.map(({ item }) => item)).filter((fault) => isShownFrom(fault, fromAt))
}

/** How the ignition stood when a range began, as a reading of that moment: it holds until it changes. */
async function readIgnitionBefore(viewer: Viewer, deviceId: string, fromAt: Date): Promise<Reading | null> {
  const range = {
    fromAt: new Date(fromAt.getTime() - HELD_SINCE_MS),
    toAt: new Date(fromAt.getTime() - 1),
    limit: 20,
  }
  const [fixes, beats] = await Promise.all([
    listPositions(viewer, deviceId, range),
    listReadings(viewer, deviceId, { topic: 'pushhb', ...range }),
  ])
  const told = [
    ...fixes.map(({ fixAt, ignition }) => ({ at: fixAt, on: ignition })),
    ...beats.map(({ item }) => ({ at: item.at, on: item.ignition })),
  ].filter(({ on }) => on != null)
  const last = told.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  return last ? { kind: 'ignition', atMs: fromAt.getTime(), value: asBit(last.on) } : null
}

/** Series in the order of their first kinds, parts ascending. `held` opens its series and is no reading of its own. */
function toSeries(readings: readonly Reading[], held: Reading | null): Series[] {
  const groups = new Map<string, Reading[]>()
  for (const reading of held === null ? readings : [held, ...readings]) {
    if (!Number.isFinite(reading.value)) continue
    const key = `${reading.kind} ${reading.part ?? ''} ${reading.unit ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [reading])
    else group.push(reading)
  }
  const maxPoints = Math.min(MAX_SERIES_POINTS, Math.floor(MAX_ANSWER_POINTS / Math.max(1, groups.size)))
  return [...groups.values()]
    .slice(0, MAX_SERIES)
    .map((group) => thinned(group, maxPoints))
    .filter((series) => series !== null)
    .map((series) => (series.kind === held?.kind ? { ...series, count: series.count - 1 } : series))
    .toSorted((a, b) => (a.part ?? 0) - (b.part ?? 0))
}

function thinned(group: readonly Reading[], maxPoints: number): Series | null {
  const [first] = group
  if (first === undefined) return null
  const sorted = group.toSorted((a, b) => a.atMs - b.atMs)
  const points = { at: sorted.map(({ atMs }) => atMs), value: sorted.map(({ value }) => value ?? 0) }
  const shown = downsample(first.kind === 'ignition' ? changesOnly(points) : points, maxPoints)
  return {
    kind: first.kind,
    part: first.part ?? null,
    unit: first.unit ?? null,
    ...shown,
    count: group.length,
  }
}

const asBit = (on: boolean | null | undefined) => (on == null ? undefined : Number(on))

const SOURCES: readonly Source[] = [
  {
    kinds: ['speed', 'ignition'],
    read: async (viewer, deviceId, range) => {
      const fixes = await listPositions(viewer, deviceId, { ...range, limit: MAX_ROWS })
      const readings = fixes.flatMap((fix): Reading[] => {
        const atMs = fix.fixAt.getTime()
        // Only satellites tell a speed; a fix by cells or Wi-Fi jumps.
        const speed = fix.source === 'gps' || fix.source === null ? (fix.speedKph ?? undefined) : undefined
        return [
          { kind: 'speed', unit: 'kph', atMs, value: speed },
          { kind: 'ignition', atMs, value: asBit(fix.ignition) },
        ]
      })
      return { readings, rows: fixes.length }
    },
  },
  ofTopic('pushhb', ['ignition', 'battery'], ({ at, ignition, batteryPercent }) => [
    { kind: 'ignition', atMs: at.getTime(), value: asBit(ignition) },
    { kind: 'battery', unit: 'percent', atMs: at.getTime(), value: batteryPercent },
  ]),
  ofTopic('pushoil', ['fuel'], ({ measuredAt, sensor, value, unit }) => [
    { kind: 'fuel', part: sensor, unit: FUEL_UNITS[unit], atMs: measuredAt.getTime(), value },
  ]),
  ofTopic('pushtem', ['temperature', 'humidity'], ({ measuredAt, temperatureC, humidityPercent }) => [
    { kind: 'temperature', unit: 'celsius', atMs: measuredAt.getTime(), value: temperatureC },
    { kind: 'humidity', unit: 'percent', atMs: measuredAt.getTime(), value: humidityPercent },
  ]),
  ofTopic('pushTerminalTransInfo', ['battery', 'batteryVoltage', 'externalVoltage'], (item) => {
    const atMs = item.postedAt.getTime()
    return [
      { kind: 'battery', unit: 'percent', atMs, value: item.batteryPercent },
      { kind: 'batteryVoltage', unit: 'volt', atMs, value: item.voltageV },
      { kind: 'externalVoltage', unit: 'volt', atMs, value: item.externalVoltageV },
    ]
  }),
  ofTopic('pushobd', ['obd'], ({ at, values }) =>
    values.map(({ id, value }) => ({
      kind: 'obd',
      part: id,
      atMs: at.getTime(),
      value: typeof value === 'number' ? value : undefined,
    })),
  ),
]

const FUEL_UNITS: Record<FuelPush['unit'], SeriesUnit> = {
  cm: 'cm',
  percent: 'percent',
  volt: 'volt',
  litre: 'litre',
}

type Measured = 'pushhb' | 'pushoil' | 'pushtem' | 'pushTerminalTransInfo' | 'pushobd'

function ofTopic<Topic extends Measured>(
  topic: Topic,
  kinds: readonly SeriesKind[],
  toReadings: (item: TelemetryMessageOf<Topic>['item']) => Reading[],
): Source {
  return {
    kinds,
    read: async (viewer, deviceId, range) => {
      const messages = await listReadings(viewer, deviceId, { topic, ...range, limit: MAX_ROWS })
      return { readings: messages.flatMap(({ item }) => toReadings(item)), rows: messages.length }
    },
  }
}
