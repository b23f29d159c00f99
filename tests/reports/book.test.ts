// The book of saved reports and schedules: who sees, saves, changes and pauses them.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reportBookSchema } from '@/lib/domain/api/report-book'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import {
  getReportDefinition,
  removeReportDefinition,
  reportBook,
  saveReportDefinition,
  saveReportSchedule,
  turnReportSchedule,
} from '@/lib/server/services/report-book'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'
import { prepareSchedules } from './schedule-world'

log.level = 'silent'

describeOnEachDatabase('saved reports', () => {
  const world = prepareSchedules()

  test('people see their own and shared reports of their scope, and change their own', async () => {
    const { owner, person, request } = world
    const branch = accountPath(['top', 'branch'])
    const [dispatcher, below] = [await person('dispatcher', branch), await person('dispatcher', branch)]
    const draft = { name: 'Mine', shared: false, request }
    const own = await saveReportDefinition(dispatcher, null, draft)
    await saveReportDefinition(owner, null, { name: 'From above', shared: true, request })
    const shared = await saveReportDefinition(dispatcher, null, { ...draft, name: 'Shared', shared: true })
    const names = async (viewer: Viewer) => (await reportBook(viewer)).definitions.map(({ name }) => name)
    expect(await names(dispatcher)).toEqual(['Mine', 'Shared'])
    expect(await names(below)).toEqual(['Shared'])
    expect(await names(owner)).toEqual(['From above', 'Shared'])
    await expect(saveReportDefinition(below, shared, draft)).rejects.toThrow(ForbiddenError)
    await expect(removeReportDefinition(below, own)).rejects.toThrow(NotFoundError)
    const stranger = { ...owner, tenantId: (await makeTenant()).tenantId }
    await expect(removeReportDefinition(stranger, shared)).rejects.toThrow(NotFoundError)
    await removeReportDefinition(owner, shared)
    expect(await names(below)).toEqual([])
  })

  test('the list of saved reports leaves out what they ask for, which comes with the one that is opened', async () => {
    const { owner, person, request } = world
    const deviceIds = Array.from({ length: 1000 }, () => randomUUID())
    const many = { ...request, vehicles: { choose: 'some' as const, deviceIds, accountIds: [], groups: [] } }
    const wide = await saveReportDefinition(owner, null, {
      ...{ name: 'Wide', shared: true, request: { ...many, fill: true } },
    })
    const { definitions } = reportBookSchema.parse(await reportBook(owner))
    const entry = definitions.find(({ id }) => id === wide)
    expect(entry).toMatchObject({ name: 'Wide', shared: true, kind: request.kind, asksVendor: true })
    // A thousand ids are 40 kB.
    expect(JSON.stringify(entry).length).toBeLessThan(400)
    const opened = await getReportDefinition(owner, wide)
    expect(opened).toMatchObject({
      id: wide,
      canEdit: true,
      request: { fill: true, vehicles: { deviceIds } },
    })
    const stranger = { ...owner, tenantId: (await makeTenant()).tenantId }
    await expect(getReportDefinition(stranger, wide)).rejects.toThrow(NotFoundError)
    const below = await person('dispatcher', accountPath(['top', 'branch']))
    await expect(getReportDefinition(below, wide)).rejects.toThrow(NotFoundError)
    await removeReportDefinition(owner, wide)
  })

  test('nobody saves more reports than a hundred', async () => {
    const { owner, tenantId, person, request } = world
    const draft = { name: 'One of many', shared: false, request }
    const { scopePath, userId: ownerId } = owner
    await db().reportDefinition.createMany({
      data: Array.from({ length: 100 }, () => ({
        ...{ ...draft, tenantId, id: randomUUID(), ownerId, scopePath, updatedAt: new Date(world.nowMs) },
      })),
    })
    await expect(saveReportDefinition(owner, null, draft)).rejects.toThrow('100 saved reports')
    const another = await person('dispatcher', '/')
    await expect(saveReportDefinition(another, null, draft)).resolves.toBeTypeOf('string')
  })

  test('those who only look schedule nothing, and nobody names people they cannot see', async () => {
    const { owner, person, schedule } = world
    const looker = await person('viewer', '/')
    await expect(schedule(looker)).rejects.toThrow(ForbiddenError)
    const dispatcher = await person('dispatcher', accountPath(['top', 'branch']))
    const recipients = [{ to: 'user' as const, userId: owner.userId }]
    await expect(schedule(dispatcher, { recipients })).rejects.toThrow(NotFoundError)
    await expect(schedule(owner, { recipients: [{ to: 'user', userId: randomUUID() }] })).rejects.toThrow(
      NotFoundError,
    )
  })

  test('a schedule for somebody above can be paused, changed and gone on with by its maker', async () => {
    const { owner, clock, person, schedule } = world
    const maker = await person('dispatcher', '/')
    const to = { to: 'user' as const, userId: owner.userId }
    const id = await schedule(maker, { recipients: [to] })
    await db().user.update({
      where: { id: maker.userId },
      data: { scopePath: accountPath(['top', 'branch']) },
    })
    const below = { ...maker, scopePath: accountPath(['top', 'branch']) }
    const stands = async () => (await reportBook(below)).schedules.find((each) => each.id === id)
    await turnReportSchedule(below, id, { enabled: false, clock })
    expect(await stands()).toMatchObject({ enabled: false, nextAt: null })
    await turnReportSchedule(below, id, { enabled: true, clock })
    const found = await stands()
    expect(found).toMatchObject({ enabled: true, nextAt: '2026-03-07T06:30:00.000Z' })
    if (found === undefined) throw new Error('no schedule')
    const { definitionId, rhythm, zone, range, format } = found
    const draft = { definitionId, rhythm, zone, range, format, time: '07:00', enabled: true }
    await saveReportSchedule(below, id, { draft: { ...draft, recipients: [to] }, clock })
    expect(await stands()).toMatchObject({ recipients: [to], nextAt: '2026-03-07T07:00:00.000Z' })
    const another = { to: 'user' as const, userId: (await person('dispatcher', '/')).userId }
    await expect(
      saveReportSchedule(below, id, { draft: { ...draft, recipients: [to, another] }, clock }),
    ).rejects.toThrow(NotFoundError)
    const looker = await person('viewer', '/')
    await expect(turnReportSchedule(looker, id, { enabled: false, clock })).rejects.toThrow(ForbiddenError)
  })
})
