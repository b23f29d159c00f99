// Streams and who watches them, as people may see them: of devices in their scope, else they do not exist. What background work
// does with them is system/video-streams.ts; opening and closing them at the vendor is services/video-live.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  VIDEO_ENDS,
  VIDEO_KINDS,
  VIDEO_STATES,
  type VideoEnd,
  type VideoKind,
  type VideoState,
} from '@/lib/domain/video'
import type { Viewer } from '../access'
import { db, inTransaction } from '../db'
import type { Sql } from '../sql'
import { storableJson } from '../sql'
import { visibleDevices } from './scope'

/** What is played back; a file has a name, a span only its times. */
export type RecordingRef = { beginAt: string; endAt: string; fileName: string | null }

/** A stream with those whose sign of life has not run out. */
export type StreamRecord = {
  id: string
  deviceId: string
  connectionId: string
  channel: number
  kind: VideoKind
  viewingId: string
  state: VideoState
  address: string | null
  askedAt: Date
  openedAt: Date | null
  endsAt: Date | null
  bytesPerS: number | null
  bytes: number | null
  endReason: VideoEnd | null
  closedAt: Date | null
  problem: unknown
  viewers: { viewerKey: string; userId: string }[]
}

export type WantedStream = {
  deviceId: string
  connectionId: string
  channel: number
  kind: VideoKind
  viewingId: string
  recording: RecordingRef | null
}

export type Join = { viewerKey: string; nowAt: Date; leaseUntil: Date }

/**
 * Joins the live stream of a channel that runs, or makes a new one that has yet to be opened. However many ask at once, one
 * of them makes it. The device must be the viewer's: ask `getDevice` before.
 */
export async function joinOrMakeStream(
  viewer: Viewer,
  wanted: WantedStream,
  join: Join,
): Promise<{ id: string; isNew: boolean }> {
  return inTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('milepost video'), hashtext($1))::text`, [
      `${wanted.deviceId} ${wanted.channel}`,
    ])
    const running = wanted.kind === 'live' ? await findRunning(tx, viewer, wanted) : null
    const id = running ?? (await makeStream(tx, viewer, { wanted, nowAt: join.nowAt }))
    await tx.query(
      `INSERT INTO video_viewer (tenant_id, stream_id, viewer_key, user_id, joined_at, lease_until)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, stream_id, viewer_key) DO UPDATE SET lease_until = EXCLUDED.lease_until`,
      [viewer.tenantId, id, join.viewerKey, viewer.userId, join.nowAt, join.leaseUntil],
    )
    return { id, isNew: running === null }
  })
}

/** Locked, so that it is not closed before the viewer has joined. */
async function findRunning(
  tx: Sql,
  viewer: Viewer,
  { deviceId, channel }: WantedStream,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM video_stream
     WHERE tenant_id = $1 AND device_id = $2 AND slot = $3 AND state IN ('opening', 'open') FOR UPDATE`,
    [viewer.tenantId, deviceId, slotOf(channel)],
  )
  return row?.id ?? null
}

async function makeStream(
  tx: Sql,
  viewer: Viewer,
  { wanted, nowAt }: { wanted: WantedStream; nowAt: Date },
): Promise<string> {
  const id = randomUUID()
  const { deviceId, connectionId, channel, kind, viewingId, recording } = wanted
  const slot = kind === 'live' ? slotOf(channel) : null
  // One that is being closed has its own viewing, which does not touch the new one's.
  await tx.query(
    'UPDATE video_stream SET slot = NULL WHERE tenant_id = $1 AND device_id = $2 AND slot = $3',
    [viewer.tenantId, deviceId, slot],
  )
  await tx.query(
    `INSERT INTO video_stream (tenant_id, id, device_id, connection_id, channel, kind, slot, viewing_id, state, recording,
       opened_by_id, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'opening', $9::jsonb, $10, $11)`,
    [
      viewer.tenantId,
      id,
      deviceId,
      connectionId,
      channel,
      kind,
      slot,
      viewingId,
      recording && storableJson(recording),
      viewer.userId,
      nowAt,
    ],
  )
  return id
}

const slotOf = (channel: number) => `live ${channel}`

/** Streams in scope that have not ended, of one device or by their ids. */
export async function listStreams(
  viewer: Viewer,
  which: { deviceId: string } | { ids: readonly string[] },
  nowAt: Date,
): Promise<StreamRecord[]> {
  const rows = await db().videoStream.findMany({
    where: {
      tenantId: viewer.tenantId,
      device: visibleDevices(viewer),
      ...('ids' in which ? { id: { in: [...which.ids] } } : { deviceId: which.deviceId, closedAt: null }),
    },
    include: { viewers: { where: { leaseUntil: { gt: nowAt } }, orderBy: { joinedAt: 'asc' } } },
    orderBy: [{ channel: 'asc' }, { askedAt: 'asc' }],
    take: 100,
  })
  return rows.map(toRecord)
}

/** Prolongs the viewer's leases on streams that have not ended, and answers the streams for which there is one. */
export async function renewLeases(
  viewer: Viewer,
  { viewerKey, streamIds }: { viewerKey: string; streamIds: readonly string[] },
  leaseUntil: Date,
): Promise<Set<string>> {
  const where = {
    tenantId: viewer.tenantId,
    viewerKey,
    userId: viewer.userId,
    streamId: { in: [...streamIds] },
    stream: { device: visibleDevices(viewer) },
  }
  await db().videoViewer.updateMany({ where, data: { leaseUntil } })
  const rows = await db().videoViewer.findMany({ where, select: { streamId: true } })
  return new Set(rows.map(({ streamId }) => streamId))
}

/** Takes the viewer's player off streams. */
export async function dropLeases(
  viewer: Viewer,
  { viewerKey, streamIds }: { viewerKey: string; streamIds: readonly string[] },
): Promise<void> {
  const { tenantId, userId } = viewer
  await db().videoViewer.deleteMany({
    where: { tenantId, userId, viewerKey, streamId: { in: [...streamIds] } },
  })
}

/** Notes at which rate a stream comes, as a player of the viewer's measured it. */
export async function noteRate(viewer: Viewer, streamId: string, bytesPerS: number): Promise<void> {
  await db().videoStream.updateMany({
    where: { tenantId: viewer.tenantId, id: streamId, closedAt: null, device: visibleDevices(viewer) },
    data: { bytesPerS },
  })
}

/** Lets a stream that runs go on until later. False when it has ended meanwhile. */
export async function extendStream(viewer: Viewer, streamId: string, endsAt: Date): Promise<boolean> {
  const { count } = await db().videoStream.updateMany({
    where: { tenantId: viewer.tenantId, id: streamId, state: 'open', device: visibleDevices(viewer) },
    data: { endsAt },
  })
  return count > 0
}

/** The streams of a device that were asked for since a moment, for what they took. */
export function listUse(
  viewer: Viewer,
  deviceId: string,
  sinceAt: Date,
): Promise<
  { openedAt: Date | null; closedAt: Date | null; bytes: number | null; bytesPerS: number | null }[]
> {
  return db().videoStream.findMany({
    where: { tenantId: viewer.tenantId, deviceId, device: visibleDevices(viewer), askedAt: { gte: sinceAt } },
    select: { openedAt: true, closedAt: true, bytes: true, bytesPerS: true },
  })
}

/** Names of people of the viewer's tenant. */
export async function listNames(viewer: Viewer, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().user.findMany({
    where: { tenantId: viewer.tenantId, id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type StreamRow = Omit<StreamRecord, 'kind' | 'state' | 'endReason'> & {
  kind: string
  state: string
  endReason: string | null
}

function toRecord(row: StreamRow): StreamRecord {
  const { kind, state, endReason, viewers } = row
  return {
    id: row.id,
    deviceId: row.deviceId,
    connectionId: row.connectionId,
    channel: row.channel,
    viewingId: row.viewingId,
    address: row.address,
    askedAt: row.askedAt,
    openedAt: row.openedAt,
    endsAt: row.endsAt,
    bytesPerS: row.bytesPerS,
    bytes: row.bytes,
    closedAt: row.closedAt,
    problem: row.problem,
    kind: VIDEO_KINDS.find((known) => known === kind) ?? 'live',
    state: VIDEO_STATES.find((known) => known === state) ?? 'closed',
    endReason: VIDEO_ENDS.find((known) => known === endReason) ?? null,
    viewers: viewers.map(({ viewerKey, userId }) => ({ viewerKey, userId })),
  }
}
