// Saved reports and their schedules, looked at when a test says what time it is.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ReportScheduleDraft } from '@/lib/domain/api/report-book'
import { DEFAULT_REPORT_PARAMS, reportRequestSchema } from '@/lib/domain/api/reports'
import type { Viewer } from '@/lib/server/access'
import { enqueueDueRuns } from '@/lib/server/data/system/report-runs'
import { startDueRuns } from '@/lib/server/data/system/report-schedules'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { systemClock } from '@/lib/server/live/clock'
import { saveReportDefinition, saveReportSchedule } from '@/lib/server/services/report-book'
import { runScheduledReport } from '@/lib/server/services/report-due'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { account, device, makeTenant } from '../db/fixtures'

export const HOUR_MS = 3_600_000
export const START = Date.parse('2026-03-06T12:00:00Z')
export const signal = () => new AbortController().signal

export function setUp(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  forgetEnv()
}

/** A tenant with two vehicles for each test of a describe block, a clock that is set by hand, and a mail catcher for all. */
export function prepareSchedules() {
  let folder = ''
  let catcher: MailCatcher
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

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'milepost-mails-'))
    catcher = await startMailCatcher({ folder })
  })
  afterAll(async () => {
    setUp({ MILEPOST_SMTP_URL: undefined, MILEPOST_MAIL_FROM: undefined })
    await catcher.close()
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    get owner() {
      return owner
    },
    get tenantId() {
      return tenantId
    },
    get nowMs() {
      return nowMs
    },
    set nowMs(ms: number) {
      nowMs = ms
    },
    get catcher() {
      return catcher
    },
    ...{ clock, person, request, schedule, runsOf, mailsTo, look },
  }
}
