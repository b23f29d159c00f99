// Which vehicles a report may tell of and how much, who may have it as a file, and how it ends.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import { accountPath } from '@/lib/server/data/account-path'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { exportReport, reportFile } from '@/lib/server/services/report-file'
import { planReport } from '@/lib/server/services/report-run'
import { reportStream } from '@/lib/server/services/report-stream'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeViewer, type TestTenant } from '../db/fixtures'
import { ask, makeReportWorld, rowsIn, run, staying } from './report-world'

describeOnEachDatabase('bounds of reports', () => {
  let tenant: TestTenant
  let other: TestTenant
  let ids: Map<string, string>
  const idOf = (name: string) => ids.get(name) ?? ''

  beforeAll(async () => {
    const world = await makeReportWorld()
    ;({ tenant, other, ids } = world)
  })

  test('accounts count with those below, groups by name, and each vehicle once', async () => {
    const accounts = await db().account.findMany({ where: { tenantId: tenant.tenantId } })
    const branch = accounts.find(({ login }) => login === 'branch')?.id ?? ''
    const chosen = async (over: Record<string, unknown>, viewer = tenant.owner) => {
      const vehicles = { choose: 'some', deviceIds: [], accountIds: [], groups: [], ...over }
      const { rows } = rowsIn(await run(viewer, ask('fleet', { vehicles })))
      return rows.map(({ vehicle }) => [...ids].find(([, id]) => id === vehicle)?.[0])
    }
    expect(await chosen({ accountIds: [branch] })).toEqual(['Bert', 'Cleo'])
    expect(await chosen({ groups: ['North'] })).toEqual(['Anna', 'Cleo'])
    expect(await chosen({ accountIds: [branch], groups: ['North'], deviceIds: [idOf('Cleo')] })).toEqual([
      'Anna',
      'Bert',
      'Cleo',
    ])
    const below = makeViewer(tenant.tenantId, accountPath(['top', 'branch', 'below']))
    expect(
      await chosen(
        { accountIds: [branch], groups: ['North', 'South'], deviceIds: [idOf('Anna'), idOf('Cleo')] },
        below,
      ),
    ).toEqual(['Cleo'])
  })

  test('vehicles that are gone, foreign or out of scope are left out alike, counted, and never the only ones', async () => {
    const foreign = (await db().device.findFirstOrThrow({ where: { tenantId: other.tenantId } })).id
    const vehicles = (deviceIds: string[]) => ({
      vehicles: { choose: 'some', deviceIds, accountIds: [], groups: [] },
    })
    const events = await run(tenant.owner, ask('fleet', vehicles([idOf('Anna'), foreign, randomUUID()])))
    expect(rowsIn(events).ofType('notice')).toMatchObject([{ code: 'vehicles_missing', count: 2 }])
    expect(rowsIn(events).rows).toHaveLength(1)
    for (const strangers of [[foreign], [randomUUID()]])
      await expect(planReport(tenant.owner, ask('fleet', vehicles(strangers)), staying())).rejects.toThrow(
        NotFoundError,
      )
  })

  test('what is too much is refused with the limit in words, before anything is read', async () => {
    const refuse = (over: Record<string, unknown>) =>
      planReport(tenant.owner, ask('mileage', over), staying())
    const days = (from: string, to: string) => ({ range: { by: 'days', from, to } })
    await expect(refuse(days('2024-01-01', '2025-06-01'))).rejects.toThrow('366 days at most')
    await expect(refuse(days('2026-03-02', '2026-03-01'))).rejects.toThrow('ends before it begins')
    await expect(refuse(days('2999-03-02', '2999-03-02'))).rejects.toThrow('has not begun')
    await expect(refuse({ ...days('2026-01-01', '2026-03-01'), fill: true })).rejects.toThrow(
      '31 days at most',
    )
  })

  test.each([
    ['es', 'pdf', 'Kilometraje'],
    ['zh', 'csv', '里程'],
    ['zh', 'pdf', '里程'],
    ['ar', 'pdf', 'المسافات المقطوعة'],
  ] as const)(
    'in %s a %s is called %s: every file speaks the language of its reader',
    async (locale, format, name) => {
      const reader = { locale, preferences: DEFAULT_PREFERENCES, tenantName: 'T' }
      const order = { request: ask('mileage'), format, name: null, reader, signal: staying().signal }
      expect((await reportFile(tenant.owner, order)).fileName).toMatch(new RegExp(`^${name}`))
    },
  )

  test('a report leaves as a file only with the right to export', async () => {
    const reader = { locale: 'en', preferences: DEFAULT_PREFERENCES, tenantName: 'T' }
    const order = {
      request: ask('mileage'),
      format: 'csv' as const,
      name: null,
      reader,
      signal: staying().signal,
    }
    const { tenantId } = tenant
    const file = await exportReport(await makePerson({ tenantId, role: 'viewer' }), order)
    expect(file.fileName).toContain('.csv')
    const denied = await makePerson({ tenantId, role: 'dispatcher' }, { deniedRights: ['export'] })
    await expect(exportReport(denied, order)).rejects.toThrow(ForbiddenError)
  })

  test('whoever stops reading ends it, and a reader who takes one line gets one', async () => {
    const left = new AbortController()
    const stream = await reportStream(tenant.owner, ask('mileage'), { signal: left.signal, weekStart: 'mon' })
    const reader = stream.getReader()
    const { value } = await reader.read()
    expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ type: 'start' })
    await reader.cancel()
    expect(await reader.read()).toEqual({ done: true, value: undefined })
    left.abort()
  })
})
