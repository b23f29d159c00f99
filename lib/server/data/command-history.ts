// The history of commands, a page after another. However long it is, one question reads a bounded part of it: pages go by
// where the last one ended, and nothing is counted.

import 'server-only'
import type { CommandFilter } from '@/lib/domain/api/command'
import type { Viewer } from '../access'
import { sql } from '../db'
import { COLUMNS, type CommandRecord, JOINS } from './commands'

/** One question reads so many commands of the tenant at most, whether they fit or not: some ten milliseconds. */
export const SEARCHED_AT_ONCE = 20_000

/** Where a page ends: the moment a command was asked for, and its id. */
export type CommandCursor = { requestedAt: Date; id: string }

/** `next`: where to go on, null at the end. `isPartSearched`: older ones were not looked at for want of room, not for want of any. */
export type CommandsFound = { commands: CommandRecord[]; next: CommandCursor | null; isPartSearched: boolean }

/** The commands that fit, the newest first, `take` at most, from where the page before ended. */
export async function listCommands(
  viewer: Viewer,
  filter: CommandFilter,
  {
    take,
    before = null,
    searched = SEARCHED_AT_ONCE,
  }: { take: number; before?: CommandCursor | null; searched?: number },
): Promise<CommandsFound> {
  const { within, fitting, values } = conditionsOf(viewer, filter, before)
  const recent = `FROM command WHERE tenant_id = $1 ${within} ORDER BY requested_at DESC, id DESC`
  const rows = await sql().query<CommandRecord>(
    `SELECT ${COLUMNS} FROM (SELECT * ${recent} LIMIT ${Math.trunc(searched)}) c ${JOINS}
     WHERE true ${fitting} ORDER BY c.requested_at DESC, c.id DESC LIMIT ${Math.trunc(take) + 1}`,
    values.all,
  )
  const commands = rows.slice(0, take)
  const last = commands.at(-1)
  if (rows.length > take && last !== undefined)
    return { commands, next: cursorOf(last), isPartSearched: false }
  const [end] = await sql().query<CommandCursor>(
    `SELECT requested_at AS "requestedAt", id ${recent} OFFSET ${Math.trunc(searched) - 1} LIMIT 1`,
    values.within,
  )
  return { commands, next: end ?? null, isPartSearched: end !== undefined }
}

function cursorOf({ requestedAt, id }: CommandRecord): CommandCursor {
  return { requestedAt, id }
}

/** `within` has an index each and says which part is read; `fitting` is looked at in every command of it. */
function conditionsOf(viewer: Viewer, filter: CommandFilter, before: CommandCursor | null) {
  const values: unknown[] = [viewer.tenantId]
  const place = (value: unknown) => `$${values.push(value)}`
  // The scope is the second of the joins, and means nothing to which part is read.
  const scope = place(viewer.scopePath)
  const within = [`AND ${scope}::text IS NOT NULL`]
  if (filter.deviceId !== undefined) within.push(`AND device_id = ${place(filter.deviceId)}::uuid`)
  if (filter.batchId !== undefined) within.push(`AND batch_id = ${place(filter.batchId)}::uuid`)
  if (before !== null)
    within.push(
      `AND (requested_at, id) < (${place(before.requestedAt)}::timestamptz, ${place(before.id)}::uuid)`,
    )
  const ofWithin = [...values]
  const fitting: string[] = []
  if (filter.state !== undefined) fitting.push(`AND c.state = ${place(filter.state)}`)
  if (filter.kind !== undefined) fitting.push(`AND c.kind = ${place(filter.kind)}`)
  if (filter.search !== undefined) {
    const text = place(filter.search.toLowerCase())
    const where = ['c.text', 'd.name', 'd.plate', 'd.imei', 'r.name', 'c.answer', 'c.reason']
    const holds = where.map((column) => `strpos(lower(coalesce(${column}, '')), ${text}) > 0`)
    fitting.push(`AND (${holds.join(' OR ')})`)
  }
  return {
    within: within.join(' '),
    fitting: fitting.join(' '),
    values: { all: values, within: ofWithin },
  }
}
