// Geofences as people may see and change them: those drawn for accounts in the viewer's scope, else they do not exist. Rules
// about who may change them are the business of services/fences.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { fenceShapeSchema } from '@/lib/domain/api/fence-shape'
import type { FenceDraft, FenceFilter } from '@/lib/domain/api/fences'
import {
  FENCE_VENDOR_KINDS,
  FENCE_VENDOR_STATES,
  type FenceVendorKind,
  type FenceVendorState,
  MAX_FENCES_SHOWN,
} from '@/lib/domain/fence-limits'
import {
  FENCE_EVENT_KINDS,
  type FenceEventKind,
  type FenceRules,
  type FenceShape,
} from '@/lib/domain/geofence'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { type FenceMark, findFences } from './fence-search'
import { isUuid } from './ids'
import { visibleDevices, visibleFences } from './scope'

export type FenceRecord = {
  id: string
  scopePath: string
  name: string
  shape: FenceShape
  color: string
  tags: string[]
  description: string
  rules: FenceRules
  enabled: boolean
  allDevices: boolean
  /** How many vehicles it names. */
  deviceCount: number
  updatedAt: Date
  vendor: FenceVendorRecord
}

export type FenceVendorRecord = {
  kind: FenceVendorKind
  accountId: string | null
  fenceId: string | null
  state: FenceVendorState
  problem: string | null
  /** As `vendorCopySchema` of services/fence-copy.ts. */
  seen: unknown
  checkedAt: Date | null
}

/**
 * The fences in scope that fit, by name, as many as a list shows or `limit`, and how many there are. One that cannot be read is
 * left out. `next` is the last that was found, where more come after it.
 */
export async function listFences(
  viewer: Viewer,
  filter: FenceFilter = {},
  { limit = MAX_FENCES_SHOWN, after = null }: { limit?: number | undefined; after?: FenceMark | null } = {},
): Promise<{ fences: FenceRecord[]; total: number; next: FenceMark | null }> {
  // One more than is answered tells whether there are any.
  const found = await findFences(viewer, filter, { limit: limit + 1, after })
  const ids = found.ids.slice(0, limit)
  const rows = await db().fence.findMany({
    where: { ...visibleFences(viewer), id: { in: ids } },
    include: COUNTED,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const fences = rows.flatMap((row) => {
    const isChanged = found.changedIds.has(row.id)
    return toRecord(isChanged ? { ...row, vendorState: 'differs' } : row) ?? []
  })
  const last = rows.at(-1)
  const hasMore = found.ids.length > limit && last !== undefined
  return { fences, total: found.total, next: hasMore ? { name: last.name, id: last.id } : null }
}

/** What draws a fence. */
export type FenceOutline = Pick<FenceRecord, 'id' | 'name' | 'shape' | 'color' | 'enabled'>

/** A text that changes whenever one of the fences in scope does, by the database's own counting. */
export async function fenceVersion(viewer: Viewer): Promise<string> {
  const { _count, _max } = await db().fence.aggregate({
    where: visibleFences(viewer),
    _count: true,
    _max: { version: true },
  })
  return `${_count} ${_max.version ?? 0}`
}

/** Outlines of all fences in scope, however many. One that cannot be read is left out. */
export async function listFenceOutlines(viewer: Viewer): Promise<FenceOutline[]> {
  const rows = await db().fence.findMany({
    where: visibleFences(viewer),
    select: { id: true, name: true, shape: true, color: true, enabled: true },
  })
  return rows.flatMap(({ shape, ...row }) => {
    const read = fenceShapeSchema.safeParse(shape)
    return read.success ? [{ ...row, shape: read.data }] : []
  })
}

/** @throws NotFoundError when it is missing, removed, unreadable, of another tenant or out of scope. */
export async function getFence(viewer: Viewer, fenceId: string): Promise<FenceRecord> {
  if (!isUuid(fenceId)) throw new NotFoundError()
  const row = await db().fence.findFirst({
    where: { ...visibleFences(viewer), id: fenceId },
    include: COUNTED,
  })
  const record = row && toRecord(row)
  if (!record) throw new NotFoundError()
  return record
}

/** Stores a new fence for the viewer's scope, and answers its id. @throws NotFoundError for a vehicle the viewer does not see. */
export async function createFence(viewer: Viewer, draft: FenceDraft): Promise<string> {
  const id = randomUUID()
  const { tenantId, scopePath } = viewer
  const now = new Date()
  const chosen = await ownDevices(viewer, draft.deviceIds)
  await db().$transaction([
    db().fence.create({
      data: { tenantId, id, scopePath, ...columnsOf(draft), shapeAt: now, updatedAt: now },
    }),
    db().fenceDevice.createMany({
      data: chosen.map((deviceId) => ({ tenantId, fenceId: id, deviceId })),
    }),
  ])
  return id
}

/** Changes a fence. @throws NotFoundError as `getFence`, and for a vehicle the viewer does not see. */
export async function updateFence(viewer: Viewer, fenceId: string, draft: FenceDraft): Promise<void> {
  const now = new Date()
  const before = await getFence(viewer, fenceId)
  const isMoved = JSON.stringify(before.shape) !== JSON.stringify(draft.shape)
  const chosen = await ownDevices(viewer, draft.deviceIds)
  const key = { tenantId: viewer.tenantId, fenceId }
  await db().$transaction([
    db().fence.updateMany({
      where: { ...visibleFences(viewer), id: fenceId },
      data: { ...columnsOf(draft), updatedAt: now, ...(isMoved ? { shapeAt: now } : {}) },
    }),
    // Those that hold a copy stay, so that it can be taken out again.
    db().fenceDevice.deleteMany({ where: { ...key, serial: null } }),
    db().fenceDevice.updateMany({ where: key, data: { chosen: false } }),
    db().fenceDevice.createMany({
      data: chosen.map((deviceId) => ({ ...key, deviceId })),
      skipDuplicates: true,
    }),
    db().fenceDevice.updateMany({ where: { ...key, deviceId: { in: chosen } }, data: { chosen: true } }),
  ])
}

/** Takes a fence away; what happened at it stays. @throws NotFoundError as `getFence`. */
export async function removeFence(viewer: Viewer, fenceId: string): Promise<void> {
  const now = new Date()
  const data = { removedAt: now, updatedAt: now }
  const { count } = await db().fence.updateMany({ where: { ...visibleFences(viewer), id: fenceId }, data })
  if (count === 0) throw new NotFoundError()
}

/** Notes how the vendor's copy stands. @throws NotFoundError as `getFence`. */
export async function setFenceVendor(
  viewer: Viewer,
  fenceId: string,
  vendor: FenceVendorRecord,
): Promise<void> {
  const { kind, accountId, fenceId: vendorFenceId, state, problem, seen, checkedAt } = vendor
  const { count } = await db().fence.updateMany({
    where: { ...visibleFences(viewer), id: fenceId },
    data: {
      vendorKind: kind,
      vendorAccountId: accountId,
      vendorFenceId,
      vendorState: state,
      vendorProblem: problem,
      vendorSeen: seen === null || seen === undefined ? {} : JSON.parse(JSON.stringify(seen)),
      vendorCheckedAt: checkedAt,
    },
  })
  if (count === 0) throw new NotFoundError()
}

export type FenceDevice = {
  deviceId: string
  imei: string
  name: string
  connectionId: string
  chosen: boolean
  serial: string | null
  problem: string | null
}

/** The vehicles in scope that a fence names, or whose device has to do with a copy of it. */
export async function listFenceDevices(viewer: Viewer, fenceId: string): Promise<FenceDevice[]> {
  const rows = await db().fenceDevice.findMany({
    where: {
      tenantId: viewer.tenantId,
      fenceId,
      fence: visibleFences(viewer),
      device: visibleDevices(viewer),
    },
    include: { device: { select: { imei: true, name: true, connectionId: true } } },
    orderBy: { device: { name: 'asc' } },
  })
  return rows.map(({ deviceId, chosen, serial, problem, device }) => ({
    deviceId,
    chosen,
    serial,
    problem,
    ...device,
  }))
}

/** Notes what a device holds of a fence. */
export async function setDeviceCopy(
  viewer: Viewer,
  { fenceId, deviceId }: { fenceId: string; deviceId: string },
  copy: { serial: string | null; problem: string | null },
): Promise<void> {
  const key = { tenantId: viewer.tenantId, fenceId, deviceId }
  await getFence(viewer, fenceId)
  await db().fenceDevice.upsert({
    where: { tenantId_fenceId_deviceId: key },
    create: { ...key, chosen: false, ...copy },
    update: copy,
  })
}

export type FenceEventRecord = {
  deviceId: string
  deviceName: string
  plate: string | null
  kind: FenceEventKind
  at: Date
  enteredAt: Date
  lat: number
  lng: number
}

/** What happened at a fence to vehicles in scope, the newest first; only before `beforeAt` when given. */
export async function listFenceEvents(
  viewer: Viewer,
  fenceId: string,
  { limit, beforeAt }: { limit: number; beforeAt?: Date },
): Promise<FenceEventRecord[]> {
  if (!isUuid(fenceId)) return []
  const rows = await sql().query<Omit<FenceEventRecord, 'kind'> & { kind: string }>(
    `SELECT e.device_id AS "deviceId", d.name AS "deviceName", d.plate, e.kind, e.at, e.entered_at AS "enteredAt",
       e.lat, e.lng
     FROM fence_event e
     JOIN fence f ON f.tenant_id = e.tenant_id AND f.id = e.fence_id AND f.removed_at IS NULL
       AND starts_with(f.scope_path, $2)
     JOIN device d ON d.tenant_id = e.tenant_id AND d.id = e.device_id AND d.removed_at IS NULL
       AND starts_with(d.scope_path, $2)
     WHERE e.tenant_id = $1 AND e.fence_id = $3 AND ($4::timestamptz IS NULL OR e.at < $4)
     ORDER BY e.at DESC, e.device_id, e.kind LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, viewer.scopePath, fenceId, beforeAt ?? null],
  )
  return rows.flatMap((row) => {
    const kind = FENCE_EVENT_KINDS.find((each) => each === row.kind)
    return kind === undefined ? [] : [{ ...row, kind }]
  })
}

/** How many vehicles in scope are inside each fence now. */
export async function countInside(viewer: Viewer): Promise<Map<string, number>> {
  const rows = await sql().query<{ fenceId: string; count: number }>(
    `SELECT visit->>'fenceId' AS "fenceId", count(*)::int AS count
     FROM fence_state s
     JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id AND d.removed_at IS NULL
       AND starts_with(d.scope_path, $2)
     CROSS JOIN LATERAL jsonb_array_elements(
       CASE WHEN jsonb_typeof(s.visits) = 'array' THEN s.visits ELSE '[]' END) visit
     WHERE s.tenant_id = $1 AND jsonb_typeof(visit->'fenceId') = 'string' GROUP BY 1`,
    [viewer.tenantId, viewer.scopePath],
  )
  return new Map(rows.map(({ fenceId, count }) => [fenceId, count]))
}

const COUNTED = { _count: { select: { devices: { where: { chosen: true } } } } } as const

/** Only vehicles the viewer sees can be named. */
async function ownDevices(viewer: Viewer, deviceIds: readonly string[] | null): Promise<string[]> {
  const wanted = [...new Set(deviceIds ?? [])]
  if (wanted.length === 0) return []
  const where = { ...visibleDevices(viewer), id: { in: wanted } }
  const visible = await db().device.findMany({ where, select: { id: true } })
  if (visible.length < wanted.length) throw new NotFoundError()
  return wanted
}

function columnsOf({ name, shape, color, tags, description, rules, enabled, deviceIds }: FenceDraft) {
  return {
    name,
    shape: JSON.parse(JSON.stringify(shape)),
    color,
    tags: [...new Set(tags)],
    description,
    alarmEnter: rules.enter,
    alarmExit: rules.exit,
    dwellMin: rules.dwellMin,
    enabled,
    allDevices: deviceIds === null,
  }
}

type FenceRow = Awaited<ReturnType<typeof findRow>>
const findRow = (id: string) => db().fence.findFirstOrThrow({ where: { id }, include: COUNTED })

function toRecord(row: FenceRow): FenceRecord | null {
  const shape = fenceShapeSchema.safeParse(row.shape)
  if (!shape.success) return null
  const { id, scopePath, name, color, tags, description, enabled, allDevices, updatedAt } = row
  return {
    id,
    scopePath,
    name,
    color,
    tags,
    description,
    enabled,
    allDevices,
    updatedAt,
    shape: shape.data,
    rules: { enter: row.alarmEnter, exit: row.alarmExit, dwellMin: row.dwellMin },
    deviceCount: row._count.devices,
    vendor: {
      kind: FENCE_VENDOR_KINDS.find((known) => known === row.vendorKind) ?? 'none',
      accountId: row.vendorAccountId,
      fenceId: row.vendorFenceId,
      state: FENCE_VENDOR_STATES.find((known) => known === row.vendorState) ?? 'none',
      problem: row.vendorProblem,
      seen: row.vendorSeen,
      checkedAt: row.vendorCheckedAt,
    },
  }
}
