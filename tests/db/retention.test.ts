import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { listRetention, setRetention } from '@/lib/server/data/retention'
import { TELEMETRY_KINDS } from '@/lib/server/data/system/telemetry-kinds'
import { db } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import messages from '@/messages/en.json'
import { describeOnEachDatabase } from './each-database'
import { makeTenant, makeViewer, type TestTenant } from './fixtures'

test('every kind of telemetry that is kept for a time has a name and words', () => {
  const words = Object.keys(messages.retention.kinds)
  expect(new Set(words)).toEqual(new Set(TELEMETRY_KINDS.map(({ kind }) => kind)))
})

describeOnEachDatabase('how long a tenant keeps what devices told', () => {
  let mine: TestTenant
  let theirs: TestTenant
  beforeAll(async () => {
    mine = await makeTenant()
    theirs = await makeTenant()
  })

  const daysOf = async (tenant: TestTenant, kind: string) =>
    (await listRetention(tenant.owner)).find((each) => each.kind === kind)?.days

  test('kinds stand once with their defaults until an owner chooses, and only for that tenant', async () => {
    const kinds = await listRetention(mine.owner)
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length)
    expect(kinds[0]).toEqual({ kind: 'positions', defaultDays: 90, days: null })
    await setRetention(mine.owner, [
      { kind: 'positions', days: 365 },
      { kind: 'alarms', days: 30 },
      { kind: 'nothing of ours', days: 1 },
    ])
    expect(await daysOf(mine, 'positions')).toBe(365)
    expect(await daysOf(mine, 'alarms')).toBe(30)
    expect(await daysOf(mine, 'fuel')).toBeNull()
    expect(await daysOf(theirs, 'positions')).toBeNull()
    expect(await db().retentionRule.count({ where: { tenantId: mine.tenantId } })).toBe(2)
  })

  test('going back to the default takes the rule away; the trail names what changed and nothing else', async () => {
    await setRetention(mine.owner, [
      { kind: 'positions', days: null },
      { kind: 'alarms', days: 30 },
    ])
    expect(await daysOf(mine, 'positions')).toBeNull()
    // Saving what holds already is no change.
    await setRetention(mine.owner, [{ kind: 'alarms', days: 30 }])
    const entries = await db().auditEntry.findMany({
      where: { tenantId: mine.tenantId, action: 'retention.change' },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ detail }) => detail)).toEqual([
      { positions: { from: 90, to: 365 }, alarms: { from: 365, to: 30 } },
      { positions: { from: 365, to: 90 } },
    ])
    expect(await verifyAuditChain(mine.tenantId)).toMatchObject({ intact: true })
  })

  test('nobody but an owner sees or changes it', async () => {
    const dispatcher: Viewer = { ...makeViewer(mine.tenantId, '/'), role: 'dispatcher' }
    await expect(listRetention(dispatcher)).rejects.toThrow(ForbiddenError)
    await expect(setRetention(dispatcher, [{ kind: 'alarms', days: 1 }])).rejects.toThrow(ForbiddenError)
    expect(await daysOf(mine, 'alarms')).toBe(30)
  })
})
