// Links as the public page finds them: by their token alone, before any tenant is known, and judged at each look. A link
// lives only as long as its creator may share, and shows only vehicles that are in the creator's scope now.

import { z } from 'zod'
import { fenceShapeSchema } from '@/lib/domain/api/fence-shape'
import type { FenceShape } from '@/lib/domain/geofence'
import { rightsOf } from '@/lib/domain/rights'
import { SHARE_FIELDS, type ShareField, type ShareState, shareState } from '@/lib/domain/share'
import { UNIT_SYSTEMS, type UnitSystem } from '@/lib/domain/units'
import type { Viewer } from '../access'
import { visibleDevices } from '../data/scope'
import { db } from '../db'
import type { Prisma } from '../generated/prisma/client'
import { chunked } from '../sql'

/** A vehicle of a link with what of it was chosen; null for what was not. */
export type LinkVehicle = {
  deviceId: string
  /** Its place on the link. */
  k: number
  /** Alias or name. */
  label: string | null
  plate: string | null
  driver: string | null
  /** Whose it is: what the live path watches on its behalf. */
  scopePath: string
}

/** A link as it is judged now. */
export type JudgedLink = {
  tenantId: string
  id: string
  state: ShareState
  startsAt: Date
  endsAt: Date
  /** Nothing from before is shown. */
  shownFrom: Date
  fields: ReadonlySet<ShareField>
  zoneMode: 'none' | 'hide_inside' | 'hide_outside'
  /** Null when one of them cannot be read: then nothing is shown. */
  zones: readonly FenceShape[] | null
  passwordHash: string | null
  destination: { lat: number; lng: number; label: string } | null
  viewerLimit: number | null
  /** What its creator reads in. */
  unitSystem: UnitSystem
  /** Those in its creator's scope. None unless the link is active. */
  vehicles: readonly LinkVehicle[]
}

/** The link with this SHA-256 of its token, hex; null when there is none. */
export async function findLinkByHash(tokenHash: string, nowMs: number): Promise<JudgedLink | null> {
  const rows = await db().shareLink.findMany({ where: { tokenHash }, include: INCLUDED, take: 1 })
  return (await judged(rows, nowMs))[0] ?? null
}

/** The same links looked at again, by id, with a few queries for however many. Those that are gone are not in it. */
export async function findLinksAgain(
  links: readonly Pick<JudgedLink, 'tenantId' | 'id'>[],
  nowMs: number,
): Promise<Map<string, JudgedLink>> {
  const found = new Map<string, JudgedLink>()
  for (const some of chunked(links, JUDGED_AT_ONCE)) {
    const rows = await db().shareLink.findMany({ where: { OR: byTenant(some) }, include: INCLUDED })
    for (const link of await judged(rows, nowMs)) found.set(link.id, link)
  }
  return found
}

/** Notes that a link was opened. */
export async function countView({ tenantId, id }: JudgedLink, at: Date): Promise<void> {
  await db().shareLink.updateMany({
    where: { tenantId, id },
    data: { views: { increment: 1 }, lastViewedAt: at },
  })
}

/** Links in one query; each may have many vehicles. */
const JUDGED_AT_ONCE = 250

function byTenant(links: readonly Pick<JudgedLink, 'tenantId' | 'id'>[]) {
  return [...new Set(links.map(({ tenantId }) => tenantId))].map((tenantId) => ({
    tenantId,
    id: { in: links.filter((link) => link.tenantId === tenantId).map(({ id }) => id) },
  }))
}

async function judged(rows: readonly LinkRow[], nowMs: number): Promise<JudgedLink[]> {
  const verdicts = rows.map((row) => verdictOf(row, nowMs))
  const open = verdicts.filter(({ isLookedUp }) => isLookedUp)
  const rowsOfDevices = await devicesOf(open.map(({ row }) => row))
  const devices = new Map(rowsOfDevices.map((row) => [row.id, row]))
  return verdicts.map(({ row, link, isLookedUp }) => {
    if (!isLookedUp) return link
    const vehicles = vehiclesOf(row, devices, link.fields)
    if (vehicles.length === 0) return { ...link, state: 'void', vehicles }
    return { ...link, vehicles: link.state === 'active' ? vehicles : [] }
  })
}

/** How a link stands as far as its own row tells; the rest is told by its vehicles. */
function verdictOf(row: LinkRow, nowMs: number): { row: LinkRow; link: JudgedLink; isLookedUp: boolean } {
  const { role, rights, deniedRights, disabledAt } = row.creator
  const mayShare = disabledAt === null && rightsOf({ role, rights, deniedRights }).includes('share')
  const state = shareState(row, nowMs)
  const isOver = state === 'ended' || state === 'revoked'
  const link: JudgedLink = {
    tenantId: row.tenantId,
    id: row.id,
    state: isOver || mayShare ? state : 'void',
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    shownFrom: row.shownFrom,
    fields: new Set(SHARE_FIELDS.filter((field) => row.fields.includes(field))),
    zoneMode: zoneModeOf(row.zoneMode),
    zones: zonesOf(row.zones),
    passwordHash: row.passwordHash,
    destination: destinationSchema.nullable().catch(null).parse(row.destination),
    viewerLimit: row.viewerLimit,
    unitSystem: UNIT_SYSTEMS.find((known) => known === row.creator.unitSystem) ?? 'metric',
    vehicles: [],
  }
  return { row, link, isLookedUp: !isOver && mayShare }
}

const INCLUDED = {
  creator: {
    select: {
      role: true,
      rights: true,
      deniedRights: true,
      disabledAt: true,
      scopePath: true,
      unitSystem: true,
    },
  },
  vehicles: { select: { deviceId: true, alias: true, position: true }, orderBy: { position: 'asc' } },
} as const

type LinkRow = Prisma.ShareLinkGetPayload<{ include: typeof INCLUDED }>
type DeviceRow = Awaited<ReturnType<typeof devicesOf>>[number]

/** The vehicles of all these links that at least one of their creators may see. */
async function devicesOf(rows: readonly LinkRow[]) {
  const ids = new Set(rows.flatMap(({ vehicles }) => vehicles.map(({ deviceId }) => deviceId)))
  if (ids.size === 0) return []
  const scopes = new Map(rows.map((row) => [`${row.tenantId} ${row.creator.scopePath}`, creatorOf(row)]))
  return db().device.findMany({
    where: { id: { in: [...ids] }, OR: [...scopes.values()].map(visibleDevices) },
    select: { tenantId: true, id: true, name: true, plate: true, driverName: true, scopePath: true },
  })
}

function creatorOf({ tenantId, creatorId: userId, creator: { role, scopePath } }: LinkRow): Viewer {
  return { tenantId, userId, role, scopePath }
}

/** Those of one link: what another link's creator may see is not for this one. */
function vehiclesOf(
  { tenantId, creator, vehicles: chosen }: LinkRow,
  devices: ReadonlyMap<string, DeviceRow>,
  fields: ReadonlySet<ShareField>,
): LinkVehicle[] {
  return chosen.flatMap(({ deviceId, alias, position }) => {
    const row = devices.get(deviceId)
    if (row?.tenantId !== tenantId || !row.scopePath.startsWith(creator.scopePath)) return []
    return [
      {
        deviceId,
        k: position,
        label: alias ?? (fields.has('name') ? written(row.name) : null),
        plate: fields.has('plate') ? written(row.plate) : null,
        driver: fields.has('driver') ? written(row.driverName) : null,
        scopePath: row.scopePath,
      },
    ]
  })
}

/** A text of the vendor's that says something. */
function written(text: string | null): string | null {
  return text?.trim() || null
}

const destinationSchema = z.object({ lat: z.number(), lng: z.number(), label: z.string() })
const zonesSchema = z.array(z.object({ shape: fenceShapeSchema })).max(100)

function zonesOf(stored: unknown): FenceShape[] | null {
  const read = zonesSchema.safeParse(stored)
  return read.success ? read.data.map(({ shape }) => shape) : null
}

/** A word of a later version hides everything. */
function zoneModeOf(word: string): JudgedLink['zoneMode'] {
  if (word === 'none' || word === 'hide_inside') return word
  return 'hide_outside'
}
