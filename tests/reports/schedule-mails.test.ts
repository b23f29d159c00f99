// What becomes of scheduled mails that are put off, called back, or cannot be sent at all.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { enqueueDueRuns } from '@/lib/server/data/system/report-runs'
import { reportHandlers } from '@/lib/server/jobs/report-rounds'
import { JobWorker } from '@/lib/server/jobs/worker'
import { log } from '@/lib/server/log'
import {
  reportBook,
  saveReportDefinition,
  saveReportSchedule,
  sendReportNow,
} from '@/lib/server/services/report-book'
import { describeOnEachDatabase } from '../db/each-database'
import { HOUR_MS, prepareSchedules, setUp } from './schedule-world'

log.level = 'silent'

describeOnEachDatabase('mails of report schedules', () => {
  const world = prepareSchedules()

  test('a mail that is put off is tried three times more, those that left are not sent again', async () => {
    const { owner, schedule, runsOf, mailsTo, look } = world
    const good = `${randomUUID()}@example.com`
    const later = `later-${randomUUID()}@example.com`
    const refused = `refuse-${randomUUID()}@example.com`
    const id = await schedule(owner, {
      recipients: [good, later, refused].map((address) => ({ to: 'mail', address })),
    })
    world.nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'waiting', tries: 1, nextTryAt: new Date(world.nowMs + 300_000) },
    ])
    await look()
    expect(await runsOf(id)).toMatchObject([{ tries: 1 }])
    for (const [waitMs, tries] of [
      [300_000, 2],
      [1_800_000, 3],
    ] as const) {
      world.nowMs += waitMs
      await look()
      expect(await runsOf(id)).toMatchObject([{ state: 'waiting', tries }])
    }
    world.nowMs += 2 * HOUR_MS
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'partly', tries: 4, nextTryAt: null, problem: expect.stringContaining('could not be sent') },
    ])
    expect(mailsTo(good)).toHaveLength(1)
    const { schedules } = await reportBook(owner)
    expect(schedules[0]?.runs[0]).toMatchObject({ recipientCount: 3, sentCount: 1 })
  })

  test('whoever is taken out of a schedule is not sent what waited, nor anybody once it is paused', async () => {
    const { owner, clock, schedule, runsOf, look } = world
    const later = `later-${randomUUID()}@example.com`
    const good = `${randomUUID()}@example.com`
    const to = (address: string) => ({ to: 'mail' as const, address })
    const id = await schedule(owner, { recipients: [to(good), to(later)] })
    world.nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'waiting', recipients: { length: 2 } }])
    const [found] = (await reportBook(owner)).schedules
    if (found === undefined) throw new Error('no schedule')
    const { definitionId, rhythm, time, zone, range, format } = found
    const draft = { definitionId, rhythm, time, zone, range, format, enabled: true }
    await saveReportSchedule(owner, id, { draft: { ...draft, recipients: [to(good)] }, clock })
    world.nowMs += 300_000
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', recipients: { length: 1 } }])
    await saveReportSchedule(owner, id, { draft: { ...draft, recipients: [to(later)] }, clock })
    world.nowMs = Date.parse('2026-03-08T06:30:00Z')
    await look()
    await saveReportSchedule(owner, id, {
      draft: { ...draft, recipients: [to(later)], enabled: false },
      clock,
    })
    world.nowMs += 300_000
    await look()
    expect((await runsOf(id)).at(-1)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('paused'),
    })
  })

  test('a report that asks the vendor is neither scheduled nor asks when it was changed later', async () => {
    const { owner, request, schedule, runsOf, mailsTo, look } = world
    const draft = { name: 'Asks', shared: false, request: { ...request, compare: true } }
    const asking = await saveReportDefinition(owner, null, draft)
    await expect(schedule(owner, { definitionId: asking })).rejects.toThrow('asks the vendor')
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    const definitionId = (await reportBook(owner)).schedules.find((each) => each.id === id)?.definitionId
    await saveReportDefinition(owner, definitionId ?? null, draft)
    world.nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(mailsTo(address)[0]?.attachments[0]?.content.toString()).not.toContain('Vendor')
    expect(await runsOf(id)).toMatchObject([{ state: 'sent' }])
  })

  test('without a mail server it says so', async () => {
    const { owner, schedule, runsOf, look } = world
    setUp({ MILEPOST_SMTP_URL: undefined })
    const id = await schedule(owner)
    world.nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'waiting', problem: expect.stringContaining('No mail server') },
    ])
  })

  test('sent by hand it goes out by the worker that takes such jobs', async () => {
    const { owner, clock, schedule, runsOf, mailsTo } = world
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }], format: 'pdf', enabled: false })
    const twice = await Promise.allSettled([1, 2].map(() => sendReportNow(owner, id, clock)))
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(sendReportNow(owner, id, clock)).rejects.toThrow('Too many')
    await enqueueDueRuns(world.nowMs)
    const worker = new JobWorker({ owner: 'test', handlers: reportHandlers })
    while (await worker.runNext()) {}
    expect(mailsTo(address)).toHaveLength(1)
    expect(await runsOf(id)).toMatchObject([{ state: 'sent' }])
  })
})
