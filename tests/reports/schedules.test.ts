// Schedules: due once whoever looks and however long nobody did, on each recipient's clock, within what their owner may see.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ReportScheduleDraft, reportBookSchema } from '@/lib/domain/api/report-book'
import { DEFAULT_REPORT_PARAMS, reportRequestSchema } from '@/lib/domain/api/reports'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { enqueueDueRuns } from '@/lib/server/data/system/report-runs'
import { startDueRuns } from '@/lib/server/data/system/report-schedules'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { reportHandlers } from '@/lib/server/jobs/report-rounds'
import { JobWorker } from '@/lib/server/jobs/worker'
import { systemClock } from '@/lib/server/live/clock'
import { log } from '@/lib/server/log'
import {
  getReportDefinition,
  removeReportDefinition,
  reportBook,
  saveReportDefinition,
  saveReportSchedule,
  sendReportNow,
  turnReportSchedule,
} from '@/lib/server/services/report-book'
import { runScheduledReport } from '@/lib/server/services/report-due'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeTenant } from '../db/fixtures'

log.level = 'silent'

const HOUR_MS = 3_600_000
const START = Date.parse('2026-03-06T12:00:00Z')
const signal = () => new AbortController().signal

let folder = ''
let catcher: MailCatcher

function setUp(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  forgetEnv()
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'milepost-mails-'))
  catcher = await startMailCatcher({ folder })
})
afterAll(async () => {
  setUp({ MILEPOST_SMTP_URL: undefined, MILEPOST_MAIL_FROM: undefined })
  await catcher.close()
  rmSync(folder, { recursive: true, force: true })
})

describeOnEachDatabase('report schedules', () => {
  let owner: Viewer
  let tenantId = ''
  let nowMs = START
  const clock = { ...systemClock, now: () => nowMs }

  beforeEach(async () => {
    setUp({ MILEPOST_SMTP_URL: catcher.smtpUrl, MILEPOST_MAIL_FROM: 'Milepost <reports@fleet.example>' })
    const tenant = await makeTenant()
    tenantId = tenant.tenantId
    nowMs = START
    const devices = [
      device(`${randomUUID().slice(0, 8)}1`, 'top', { name: 'Anna' }),
      device(`${randomUUID().slice(0, 8)}2`, 'branch', { name: 'Bert' }),
    ]
    const accounts = [account('top'), account('branch', 'top')]
    await syncRoster(tenantId, tenant.connectionId, { accounts, devices })
    owner = await person('owner', '/')
  })

  async function person(
    role: 'owner' | 'dispatcher' | 'viewer',
    scopePath: string,
    over: { timeZone?: string; email?: string; unitSystem?: string } = {},
  ): Promise<Viewer> {
    const id = randomUUID()
    await db().user.create({
      data: {
        id,
        tenantId,
        email: `${id}@example.com`,
        name: `P ${role}`,
        passwordHash: '-',
        role,
        scopePath,
        ...over,
      },
    })
    return { tenantId, userId: id, role, scopePath }
  }

  const request = reportRequestSchema.parse({
    ...{ kind: 'mileage', params: DEFAULT_REPORT_PARAMS.mileage, vehicles: { choose: 'all' } },
    range: { by: 'relative', span: 'yesterday' },
    ...{ zone: 'UTC', compare: false, fill: false },
  })

  async function schedule(viewer: Viewer, over: Partial<ReportScheduleDraft> = {}): Promise<string> {
    const definitionId = await saveReportDefinition(viewer, null, { name: 'Daily', shared: false, request })
    const draft: ReportScheduleDraft = {
      ...{
        definitionId,
        rhythm: { every: 'day' },
        time: '06:30',
        zone: 'UTC',
        range: 'yesterday',
        format: 'csv',
      },
      ...{ recipients: [{ to: 'mail', address: `${randomUUID()}@example.com` }], enabled: true },
      ...over,
    }
    return saveReportSchedule(viewer, null, { draft, clock })
  }

  const runsOf = (scheduleId: string) =>
    db().reportRun.findMany({ where: { tenantId, scheduleId }, orderBy: [{ dueAt: 'asc' }, { zone: 'asc' }] })
  const mailsTo = (address: string) => catcher.list().filter(({ to }) => to.includes(address))

  /** What is due now, by two processes at once, and made as their jobs would make it. */
  async function look(): Promise<void> {
    await Promise.all([startDueRuns(nowMs), startDueRuns(nowMs)])
    await Promise.all([enqueueDueRuns(nowMs), enqueueDueRuns(nowMs)])
    const jobs = await db().job.findMany({ where: { tenantId, kind: 'report-run', status: 'queued' } })
    for (const { id, payload } of jobs) {
      await db().job.update({ where: { tenantId_id: { tenantId, id } }, data: { status: 'done' } })
      await runScheduledReport(
        { tenantId, runId: String(Object(payload).runId) },
        { signal: signal(), clock },
      )
    }
  }

  test('a due report is made and sent once although two processes look, and again a day later', async () => {
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    await look()
    expect(await runsOf(id)).toEqual([])
    nowMs = Date.parse('2026-03-07T06:30:05Z')
    await look()
    await look()
    expect(await runsOf(id)).toMatchObject([
      { dueAt: new Date('2026-03-07T06:30:00Z'), state: 'sent', tries: 1, rowCount: 2 },
    ])
    const [mail, ...others] = mailsTo(address)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Daily: 2026-03-06 to 2026-03-06')
    expect(mail?.raw.toString()).toContain('Daily 2026-03-06.csv')
    nowMs += 24 * HOUR_MS
    await look()
    expect(mailsTo(address)).toHaveLength(2)
  })

  test('after ten days without anybody it is made once, for the last time it was due', async () => {
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    nowMs = Date.parse('2026-03-16T12:00:00Z')
    await look()
    expect((await runsOf(id)).map(({ dueAt }) => dueAt.toISOString())).toEqual(['2026-03-16T06:30:00.000Z'])
    expect(mailsTo(address).map(({ subject }) => subject)).toEqual(['Daily: 2026-03-15 to 2026-03-15'])
    const { schedules } = reportBookSchema.parse(await reportBook(owner))
    expect(schedules).toMatchObject([
      { id, nextAt: '2026-03-17T06:30:00.000Z', runs: [{ state: 'sent', sentCount: 1 }] },
    ])
  })

  test('each recipient gets it at the time and for the day of their own clock, in their own units', async () => {
    const nairobi = await person('dispatcher', '/', { timeZone: 'Africa/Nairobi', unitSystem: 'imperial' })
    const newYork = await person('dispatcher', '/', { timeZone: 'America/New_York' })
    nowMs = Date.parse('2026-03-07T12:00:00Z')
    const id = await schedule(owner, {
      recipients: [nairobi, newYork].map(({ userId }) => ({ to: 'user', userId })),
    })
    // 06:30 is 03:30 UTC in Nairobi, and 10:30 UTC in New York on the day its clocks go forward.
    const due = async () => (await runsOf(id)).map(({ dueAt, zone }) => `${dueAt.toISOString()} ${zone}`)
    nowMs = Date.parse('2026-03-08T03:29:00Z')
    await look()
    expect(await due()).toEqual([])
    nowMs = Date.parse('2026-03-08T03:31:00Z')
    await look()
    expect(await due()).toEqual(['2026-03-08T03:30:00.000Z Africa/Nairobi'])
    nowMs = Date.parse('2026-03-08T10:31:00Z')
    await look()
    expect((await due()).at(-1)).toBe('2026-03-08T10:30:00.000Z America/New_York')
    const [mail] = mailsTo(`${nairobi.userId}@example.com`)
    expect(mail?.subject).toBe('Daily: 2026-03-07 to 2026-03-07')
    const csv = mail?.attachments[0]?.content.toString()
    expect(csv).toContain('Distance (mi)')
  })

  test('the file holds what the owner of the schedule may see when it is made, and no more', async () => {
    const address = `${randomUUID()}@example.com`
    const dispatcher = await person('dispatcher', '/')
    const id = await schedule(dispatcher, { recipients: [{ to: 'mail', address }], format: 'csv' })
    await db().user.update({
      where: { id: dispatcher.userId },
      data: { scopePath: accountPath(['top', 'branch']) },
    })
    nowMs = Date.parse('2026-03-07T07:00:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', rowCount: 1 }])
  })

  test('when its owner is disabled or demoted it stops, and says why', async () => {
    for (const [data, words] of [
      [{ disabledAt: new Date() }, 'may not sign in any more'],
      [{ role: 'viewer' as const }, 'may not send reports any more'],
      [{ deniedRights: ['export'] }, 'may not send reports any more'],
    ] satisfies [object, string][]) {
      const dispatcher = await person('dispatcher', '/')
      const address = `${randomUUID()}@example.com`
      const id = await schedule(dispatcher, { recipients: [{ to: 'mail', address }] })
      await db().user.update({ where: { id: dispatcher.userId }, data })
      nowMs = Date.parse('2026-03-07T07:00:00Z')
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
      nowMs = START
    }
  })

  test('a mail that is put off is tried three times more, those that left are not sent again', async () => {
    const good = `${randomUUID()}@example.com`
    const later = `later-${randomUUID()}@example.com`
    const refused = `refuse-${randomUUID()}@example.com`
    const id = await schedule(owner, {
      recipients: [good, later, refused].map((address) => ({ to: 'mail', address })),
    })
    nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'waiting', tries: 1, nextTryAt: new Date(nowMs + 300_000) },
    ])
    await look()
    expect(await runsOf(id)).toMatchObject([{ tries: 1 }])
    for (const [waitMs, tries] of [
      [300_000, 2],
      [1_800_000, 3],
    ] as const) {
      nowMs += waitMs
      await look()
      expect(await runsOf(id)).toMatchObject([{ state: 'waiting', tries }])
    }
    nowMs += 2 * HOUR_MS
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'partly', tries: 4, nextTryAt: null, problem: expect.stringContaining('could not be sent') },
    ])
    expect(mailsTo(good)).toHaveLength(1)
    const { schedules } = await reportBook(owner)
    expect(schedules[0]?.runs[0]).toMatchObject({ recipientCount: 3, sentCount: 1 })
  })

  test('however many are due at different times, each gets the one sending of the last', async () => {
    const addresses = [1, 2, 3].map(() => `${randomUUID()}@example.com`)
    const id = await schedule(owner, { recipients: addresses.map((address) => ({ to: 'mail', address })) })
    const { tenantId: of } = owner
    await db().reportRecipient.updateMany({
      where: { tenantId: of, scheduleId: id, position: 1 },
      data: { nextAt: new Date('2026-03-05T06:30:00Z') },
    })
    nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', recipients: { length: 3 } }])
    for (const address of addresses) expect(mailsTo(address)).toHaveLength(1)
  })

  test('a schedule that cannot be read stops, with words', async () => {
    const id = await schedule(owner)
    await db().reportSchedule.updateMany({ where: { tenantId, id }, data: { rhythm: { every: 'moon' } } })
    nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(await db().reportSchedule.findMany({ where: { tenantId, id } })).toMatchObject([
      { enabled: false, stoppedBecause: expect.stringContaining('cannot be read') },
    ])
    expect(await db().reportRecipient.findMany({ where: { scheduleId: id } })).toMatchObject([
      { nextAt: null },
    ])
  })

  test('whoever is taken out of a schedule is not sent what waited, nor anybody once it is paused', async () => {
    const later = `later-${randomUUID()}@example.com`
    const good = `${randomUUID()}@example.com`
    const to = (address: string) => ({ to: 'mail' as const, address })
    const id = await schedule(owner, { recipients: [to(good), to(later)] })
    nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'waiting', recipients: { length: 2 } }])
    const [found] = (await reportBook(owner)).schedules
    if (found === undefined) throw new Error('no schedule')
    const { definitionId, rhythm, time, zone, range, format } = found
    const draft = { definitionId, rhythm, time, zone, range, format, enabled: true }
    await saveReportSchedule(owner, id, { draft: { ...draft, recipients: [to(good)] }, clock })
    nowMs += 300_000
    await look()
    expect(await runsOf(id)).toMatchObject([{ state: 'sent', recipients: { length: 1 } }])
    await saveReportSchedule(owner, id, { draft: { ...draft, recipients: [to(later)] }, clock })
    nowMs = Date.parse('2026-03-08T06:30:00Z')
    await look()
    await saveReportSchedule(owner, id, {
      draft: { ...draft, recipients: [to(later)], enabled: false },
      clock,
    })
    nowMs += 300_000
    await look()
    expect((await runsOf(id)).at(-1)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('paused'),
    })
  })

  test('a report that asks the vendor is neither scheduled nor asks when it was changed later', async () => {
    const draft = { name: 'Asks', shared: false, request: { ...request, compare: true } }
    const asking = await saveReportDefinition(owner, null, draft)
    await expect(schedule(owner, { definitionId: asking })).rejects.toThrow('asks the vendor')
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }] })
    const definitionId = (await reportBook(owner)).schedules.find((each) => each.id === id)?.definitionId
    await saveReportDefinition(owner, definitionId ?? null, draft)
    nowMs = Date.parse('2026-03-07T06:31:00Z')
    await look()
    expect(mailsTo(address)[0]?.attachments[0]?.content.toString()).not.toContain('Vendor')
    expect(await runsOf(id)).toMatchObject([{ state: 'sent' }])
  })

  test('without a mail server it says so', async () => {
    setUp({ MILEPOST_SMTP_URL: undefined })
    const id = await schedule(owner)
    nowMs = Date.parse('2026-03-07T06:30:00Z')
    await look()
    expect(await runsOf(id)).toMatchObject([
      { state: 'waiting', problem: expect.stringContaining('No mail server') },
    ])
  })

  test('people see their own and shared reports of their scope, and change their own', async () => {
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
    const draft = { name: 'One of many', shared: false, request }
    const { scopePath, userId: ownerId } = owner
    await db().reportDefinition.createMany({
      data: Array.from({ length: 100 }, () => ({
        ...{ ...draft, tenantId, id: randomUUID(), ownerId, scopePath, updatedAt: new Date(nowMs) },
      })),
    })
    await expect(saveReportDefinition(owner, null, draft)).rejects.toThrow('100 saved reports')
    const another = await person('dispatcher', '/')
    await expect(saveReportDefinition(another, null, draft)).resolves.toBeTypeOf('string')
  })

  test('those who only look schedule nothing, and nobody names people they cannot see', async () => {
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

  test('sent by hand it goes out by the worker that takes such jobs', async () => {
    const address = `${randomUUID()}@example.com`
    const id = await schedule(owner, { recipients: [{ to: 'mail', address }], format: 'pdf', enabled: false })
    const twice = await Promise.allSettled([1, 2].map(() => sendReportNow(owner, id, clock)))
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(sendReportNow(owner, id, clock)).rejects.toThrow('Too many')
    await enqueueDueRuns(nowMs)
    const worker = new JobWorker({ owner: 'test', handlers: reportHandlers })
    while (await worker.runNext()) {}
    expect(mailsTo(address)).toHaveLength(1)
    expect(await runsOf(id)).toMatchObject([{ state: 'sent' }])
  })
})
