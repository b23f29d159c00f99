// Lists of commands as pages read them. Looking at a page of them is what makes open ones be asked after.

import type { CommandFilter, CommandPage } from '@/lib/domain/api/command'
import { isSettled } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { type CommandCursor, listCommands } from '../data/command-history'
import type { CommandRecord } from '../data/commands'
import { historyForPerson, refreshCommand } from './commands-results'
import { toCommand } from './commands-view'

const PAGE_SIZE = 25
/** Older ones are asked after when somebody looks at them alone. */
const REFRESHED = 12

/** A page of the commands that fit, from where the one before ended, open ones looked after. */
export async function listCommandPage(
  viewer: Viewer,
  filter: CommandFilter,
  before?: string,
): Promise<CommandPage> {
  const found = await listCommands(viewer, filter, { take: PAGE_SIZE, before: toCursor(before) })
  const { commands, next, isPartSearched } = found
  const open = new Set(commands.filter(({ state }) => !isSettled(state)).slice(0, REFRESHED))
  const ask = historyForPerson(viewer)
  const current = await Promise.all(
    commands.map((record): CommandRecord | Promise<CommandRecord> =>
      open.has(record) ? refreshCommand(viewer, record, ask) : record,
    ),
  )
  return {
    commands: current.map((record) => toCommand(viewer, record)),
    next: next === null ? null : `${next.requestedAt.getTime()}_${next.id}`,
    searchedTo: isPartSearched ? (next?.requestedAt.toISOString() ?? null) : null,
  }
}

function toCursor(text: string | undefined): CommandCursor | null {
  const [atMs, id] = text?.split('_') ?? []
  return atMs === undefined || id === undefined ? null : { requestedAt: new Date(Number(atMs)), id }
}
