// Lists of commands as pages read them. Looking at a page of them is what makes open ones be asked after.

import type { CommandFilter, CommandPage } from '@/lib/domain/api/command'
import { isSettled } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { type CommandRecord, listCommands } from '../data/commands'
import { historyForPerson, refreshCommand } from './commands-results'
import { toCommand } from './commands-view'

const PAGE_SIZE = 25
/** Older ones are asked after when somebody looks at them alone. */
const REFRESHED = 12

/** A page of the commands that fit, counted from 1, open ones looked after. */
export async function listCommandPage(
  viewer: Viewer,
  filter: CommandFilter,
  page: number,
): Promise<CommandPage> {
  const { commands, total } = await listCommands(viewer, filter, {
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  })
  const open = new Set(commands.filter(({ state }) => !isSettled(state)).slice(0, REFRESHED))
  const ask = historyForPerson(viewer)
  const current = await Promise.all(
    commands.map((record): CommandRecord | Promise<CommandRecord> =>
      open.has(record) ? refreshCommand(viewer, record, ask) : record,
    ),
  )
  return { commands: current.map((record) => toCommand(viewer, record)), total, pageSize: PAGE_SIZE }
}
