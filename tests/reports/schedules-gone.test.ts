// A schedule that somebody else removes at the same moment: who comes second is told that it is gone, and nothing is on record
// of what was not done.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ReportScheduleDraft } from '@/lib/domain/api/report-book'
import type { Viewer } from '@/lib/server/access'
import { database, db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import {
  removeReportSchedule,
  saveReportDefinition,
  saveReportSchedule,
  turnReportSchedule,
} from '@/lib/server/services/report-book'
import { describeOnPostgres } from '../db/each-database'
import { waitingSessions } from '../db/lock-waits'
import { prepareSchedules } from './schedule-world'

const DEEDS: [
  name: string,
  act: (owner: Viewer, id: string, draft: ReportScheduleDraft) => Promise<unknown>,
][] = [
  ['removes it', (owner, id) => removeReportSchedule(owner, id)],
  ['pauses it', (owner, id) => turnReportSchedule(owner, id, { enabled: false })],
  ['has it go on', (owner, id) => turnReportSchedule(owner, id, { enabled: true })],
  ['changes it', (owner, id, draft) => saveReportSchedule(owner, id, { draft })],
]

describeOnPostgres('a schedule that is being removed', () => {
  const world = prepareSchedules()

  test.each(DEEDS)(
    'is not found by the owner who %s a moment later, and leaves no entry',
    async (_name, act) => {
      const { tenantId, owner, person, request } = world
      const other = await person('owner', '/')
      const definitionId = await saveReportDefinition(owner, null, { name: 'Daily', shared: true, request })
      const draft: ReportScheduleDraft = {
        ...{ definitionId, rhythm: { every: 'day' }, time: '06:30', zone: 'UTC', range: 'yesterday' },
        ...{
          format: 'csv',
          recipients: [{ to: 'mail', address: `${randomUUID()}@example.com` }],
          enabled: true,
        },
      }
      const id = await saveReportSchedule(owner, null, { draft })
      const entries = () => db().auditEntry.count({ where: { tenantId } })
      const before = await entries()
      const second = await database().transaction(async (first) => {
        await first.query('DELETE FROM report_schedule WHERE tenant_id = $1 AND id = $2', [tenantId, id])
        const answer = act(other, id, draft).then(
          () => 'done',
          (error: unknown) => error,
        )
        // It has seen the schedule, and waits for what becomes of it.
        await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
        return { answer }
      })
      expect(await second.answer).toEqual(new NotFoundError())
      expect(await entries()).toBe(before)
    },
  )
})
