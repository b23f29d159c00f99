// What happened at fences, the alarms of it, and how far each device was held against them: stored together or not at all.

import type { DeviceTrack, FenceEvent } from '@/lib/domain/geofence-engine'
import { inTransaction, sql } from '../../db'
import { chunked, defineBatch } from '../../sql'
import type { AlarmReport } from './alarm-meeting'
import { insertAlarms, type NewAlarm } from './alarms'

/** What became of fixes: events, alarms, and the tracks after them. */
export type FenceNews = {
  events: readonly FenceEvent[]
  alarms: readonly AlarmReport[]
  tracks: readonly TrackRow[]
  toldAt: Date
}
export type TrackRow = { deviceId: string; track: DeviceTrack }

const ROWS_AT_ONCE = 2000

/** Stores news of a tenant and returns the alarms that were new. What is known already changes nothing, and no track goes back. */
export async function storeFenceNews(tenantId: string, news: FenceNews): Promise<NewAlarm[]> {
  const { events, alarms, tracks, toldAt } = news
  return inTransaction(async () => {
    // They take a lock for each device, so they come before whatever else locks rows.
    const fresh = await insertAlarms({ alarms })
    const batch = eventBatch(toldAt)
    for (const rows of chunked(inOrder(events), ROWS_AT_ONCE))
      await sql().query(
        `INSERT INTO fence_event (tenant_id, ${batch.names})
         SELECT $1::uuid, n.* FROM ${batch.from(2, 'n')}
         JOIN fence AS f ON f.tenant_id = $1::uuid AND f.id = n.fence_id ON CONFLICT DO NOTHING`,
        [tenantId, ...batch.values(rows)],
      )
    for (const rows of chunked(tracks, ROWS_AT_ONCE))
      await sql().query(UPSERT_TRACKS, [tenantId, ...TRACKS.values(rows)])
    return fresh
  })
}

function eventBatch(toldAt: Date) {
  return defineBatch<FenceEvent>([
    ['fence_id', 'uuid', (row) => row.fenceId],
    ['device_id', 'uuid', (row) => row.deviceId],
    ['kind', 'text', (row) => row.kind],
    ['at', 'timestamptz', (row) => new Date(row.atMs)],
    ['entered_at', 'timestamptz', (row) => new Date(row.enteredAtMs)],
    ['fix_at', 'timestamptz', (row) => new Date(row.fix.atMs)],
    ['lat', 'float8', (row) => row.fix.lat],
    ['lng', 'float8', (row) => row.fix.lng],
    ['speed_kph', 'float8', (row) => row.fix.speedKph],
    ['told_at', 'timestamptz', () => toldAt],
  ])
}

const TRACKS = defineBatch<TrackRow>([
  ['device_id', 'uuid', (row) => row.deviceId],
  ['fix_at', 'timestamptz', (row) => new Date(row.track.atMs)],
  ['lat', 'float8', (row) => row.track.lat],
  ['lng', 'float8', (row) => row.track.lng],
  ['speed_kph', 'float8', (row) => row.track.speedKph],
  ['visits', 'jsonb', (row) => ({ json: visitsOf(row.track) })],
])

const UPSERT_TRACKS = `
  INSERT INTO fence_state AS o (tenant_id, ${TRACKS.names})
  SELECT $1::uuid, n.* FROM ${TRACKS.from(2, 'n')}
  JOIN device AS d ON d.tenant_id = $1::uuid AND d.id = n.device_id ORDER BY n.device_id
  ON CONFLICT (tenant_id, device_id) DO UPDATE SET fix_at = excluded.fix_at, lat = excluded.lat, lng = excluded.lng,
    speed_kph = excluded.speed_kph, visits = excluded.visits
  WHERE excluded.fix_at >= o.fix_at`

function visitsOf({ visits }: DeviceTrack) {
  return [...(visits ?? [])].map(([fenceId, visit]) => ({ fenceId, ...visit }))
}

/** Two writers never wait for each other in a circle. */
function inOrder(events: readonly FenceEvent[]): FenceEvent[] {
  const key = ({ fenceId, deviceId, kind }: FenceEvent) => `${fenceId} ${deviceId} ${kind}`
  return events.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.atMs - b.atMs))
}
