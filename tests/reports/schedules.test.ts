// Schedules: due once whoever looks and however long nobody did, on each recipient’s clock, within what their owner may see.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reportBookSchema } from '@/lib/domain/api/report-book'
import { accountPath } from '@/lib/server/data/account-path'
import { db } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { reportBook } from '@/lib/server/services/report-book'
import { describeOnEachDatabase } from '../db/each-database'
import { HOUR_MS, prepareSchedules, START } from './schedule-world'

log.level = 'silent'

describeOnEachDatabase('report schedules', () => {
  const world = prepareSchedules()

  test('a due report is made and sent once although two processes look, and again a day later', async () => {
    const { owner, schedule, runsOf, mailsTo, look } = world
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    await look()
    expect(await runsOf(id)).toEqual([])
    world.nowMs = Date.parse('2026-03-07T06:30:05Z')
    await look()
    await look()
    expect(await runsOf(id)).toMatchObject([
      { dueAt: new Date('2026-03-07T06:30:00Z'), state: 'sent', tries: 1, rowCount: 2 },
    ])
    const [mail, ...others] = mailsTo(address)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Daily: 2026-03-06 to 2026-03-06')
    expect(mail?.raw.toString()).toContain('Daily 2026-03-06.csv')
    world.nowMs += 24 * HOUR_MS
    await look()
    expect(mailsTo(address)).toHaveLength(2)
  })

  test('after ten days without anybody it is made once, for the last time it was due', async () => {
    const { owner, schedule, runsOf, mailsTo, look } = world
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    world.nowMs = Date.parse('2026-03-16T12:00:00Z')
    await look()
    expect((await runsOf(id)).map(({ dueAt }) => dueAt.toISOString())).toEqual(['2026-03-16T06:30:00.000Z'])
    expect(mailsTo(address).map(({ subject }) => subject)).toEqual(['Daily: 2026-03-15 to 2026-03-15'])
    const { schedules } = reportBookSchema.parse(await reportBook(owner))
    expect(schedules).toMatchObject([
      { id, nextAt: '2026-03-17T06:30:00.000Z', runs: [{ state: 'sent', sentCount: 1 }] },
    ])
  })

  test('each recipient gets it at the time and for the day of their own clock, in their own units', async () => {
    const { owner, person, schedule, runsOf, mailsTo, look } = world
    const nairobi = await person('dispatcher', '/', { timeZone: 'Africa/Nairobi', unitSystem: 'imperial' })
    const newYork = await person('dispatcher', '/', { timeZone: 'America/New_York' })
    world.nowMs = Date.parse('2026-03-07T12:00:00Z')
    const id = await schedule(owner, {
      recipients: [nairobi, newYork].map(({ userId }) => ({ to: 'user', userId })),
    })
    // 06:30 is 03:30 UTC in Nairobi, and 10:30 UTC in New York on the day its clocks go forward.
    const due = async () => (await runsOf(id)).map(({ dueAt, zone }) => `${dueAt.toISOString()} ${zone}`)
    world.nowMs = Date.parse('2026-03-08T03:29:00Z')
    await look()
    expect(await due()).toEqual([])
    world.nowMs = Date.parse('2026-03-08T03:31:00Z')
    await look()
    expect(await due()).toEqual(['2026-03-08T03:30:00.000Z Africa/Nairobi'])
    world.nowMs = Date.parse('2026-03-08T10:31:00Z')
    await look()
    expect((await due()).at(-1)).toBe('2026-03-08T10:30:00.000Z America/New_York')
    const [mail] = mailsTo(`${nairobi.userId}@example.com`)
    expect(mail?.subject).toBe('Daily: 2026-03-07 to 2026-03-07')
    const csv = mail?.attachments[0]?.content.toString()
    expect(csv).toContain('Distance (mi)')
  })

  test('the file holds what the owner of the schedule may see when it is made, and no more', async () => {
    const { person, schedule, runsOf, look } = world
    const address = `${randomUUID()}@example.com`
    const dispatcher = await person('dispatcher', '/')
    const id = await schedule(dispatcher, { recipients: [{ to: 'mail', address }], format: 'csv' })
    await db().user.update({
      where: { id: dispatcher.userId },
      data: { scopePath: accountPath(['top', 'branch']) },
    })
    world.nowMs = Date.parse('2026-03-07T07:00:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', rowCount: 1 }])
  })

  test('when its owner is disabled or demoted it stops, and says why', async () => {
    const { person, schedule, runsOf, mailsTo, look } = world
    for (const [data, words] of [
      [{ disabledAt: new Date() }, 'may not sign in any more'],
      [{ role: 'viewer' as const }, 'may not send reports any more'],
      [{ deniedRights: ['export'] }, 'may not send reports any more'],
    ] satisfies [object, string][]) {
      const dispatcher = await person('dispatcher', '/')
      const address = `${randomUUID()}@example.com`
      const id = await schedule(dispatcher, { recipients: [{ to: 'mail', address }] })
      await db().user.update({ where: { id: dispatcher.userId }, data })
      world.nowMs = Date.parse('2026-03-07T07:00:00Z')
      await look()
      expect(mailsTo(address)).toEqual([])
      expect(await runsOf(id)).toMatchObject([{ state: 'failed', problem: expect.stringContaining(words) }])
      const mine = (await reportBook({ ...dispatcher, role: 'owner' })).schedules.find(
        (each) => each.id === id,
      )
      expect(mine).toMatchObject({
        enabled: false,
        nextAt: null,
        stoppedBecause: expect.stringContaining(words),
      })
      world.nowMs = START
    }
  })

  test('however many are due at different times, each gets the one sending of the last', async () => {
    const { owner, schedule, runsOf, mailsTo, look } = world
    const addresses = [1, 2, 3].map(() => `${randomUUID()}@example.com`)
    const id = await schedule(owner, { recipients: addresses.map((address) => ({ to: 'mail', address })) })
    const { tenantId: of } = owner
    await db().reportRecipient.updateMany({
      where: { tenantId: of, scheduleId: id, position: 1 },
      data: { nextAt: new Date('2026-03-05T06:30:00Z') },
    })
    world.nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', recipients: { length: 3 } }])
    for (const address of addresses) expect(mailsTo(address)).toHaveLength(1)
  })

  test('a schedule that cannot be read stops, with words', async () => {
    const { owner, tenantId, schedule, look } = world
    const id = await schedule(owner)
    await db().reportSchedule.updateMany({ where: { tenantId, id }, data: { rhythm: { every: 'moon' } } })
    world.nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(await db().reportSchedule.findMany({ where: { tenantId, id } })).toMatchObject([
      { enabled: false, stoppedBecause: expect.stringContaining('cannot be read') },
    ])
    expect(await db().reportRecipient.findMany({ where: { scheduleId: id } })).toMatchObject([
      { nextAt: null },
    ])
  })
})
