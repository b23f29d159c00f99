// What a report can be made of and sent to, as the screen that asks for one needs it.

import type { ReportChoices } from '@/lib/domain/api/reports'
import type { Viewer } from '../access'
import { countReportChoices, listReportPeople } from '../data/reports'
import { findMailProblem } from '../mail'
import { mayDo } from '../rights'

const MAX_ACCOUNTS = 10_000
const MAX_GROUPS = 2_000

/** Accounts, groups and people within the viewer's scope. */
export async function reportChoices(viewer: Viewer): Promise<ReportChoices> {
  const isSender = await canSchedule(viewer)
  const [{ accounts, groups, vehicleCount }, people] = await Promise.all([
    countReportChoices(viewer),
    isSender ? listReportPeople(viewer) : [],
  ])
  const known = new Set(accounts.map(({ id }) => id))
  return {
    accounts: accounts.slice(0, MAX_ACCOUNTS).map(({ id, name, parentId, vehicleCount: count }) => ({
      ...{ id, name, vehicleCount: count },
      // Above the viewer's scope there is nothing.
      parentId: parentId !== null && known.has(parentId) ? parentId : null,
    })),
    groups: groups.slice(0, MAX_GROUPS),
    vehicleCount,
    people: people.map(({ timeZone, ...person }) => ({ ...person, zone: timeZone })),
    canSchedule: isSender,
    hasMail: findMailProblem() === null,
  }
}

/** Whoever only looks sends nothing to others, nor does who may not export. */
export async function canSchedule(viewer: Viewer): Promise<boolean> {
  return viewer.role !== 'viewer' && (await mayDo(viewer, 'export'))
}
