// Geofences as people may see them: those drawn for accounts in the viewer's scope, else they do not exist. Changing them is
// fence-writes.ts, their vehicles and copies in devices fence-vehicles.ts, and what happened at them fence-events.ts.

import 'server-only'
import { fenceShapeSchema } from '@/lib/domain/api/fence-shape'
import type { FenceFilter } from '@/lib/domain/api/fences'
import {
  FENCE_VENDOR_KINDS,
  FENCE_VENDOR_STATES,
  type FenceVendorKind,
  type FenceVendorState,
  MAX_FENCES_SHOWN,
} from '@/lib/domain/fence-limits'
import type { FenceRules, FenceShape } from '@/lib/domain/geofence'
import type { Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import { type FenceMark, findFences } from './fence-search'
import { isUuid } from './ids'
import { visibleFences } from './scope'

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

const COUNTED = { _count: { select: { devices: { where: { chosen: true } } } } } as const

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
