import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FenceDraft } from '@/lib/domain/api/fences'
import type { Viewer } from '@/lib/server/access'
import { createFence, removeFence, setFenceVendor, updateFence } from '@/lib/server/data/fence-writes'
import { fenceVersion } from '@/lib/server/data/fences'
import { listFenceVersions, listWatchedFences } from '@/lib/server/data/system/fence-engine-data'
import { db, sql } from '@/lib/server/db'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'

const NOON = new Date('2026-03-01T12:00:00Z')
const DRAFT: FenceDraft = {
  name: 'Depot',
  shape: { kind: 'circle', center: { lat: 41, lng: -8 }, radiusM: 200 },
  color: '#2563eb',
  tags: [],
  description: '',
  rules: { enter: true, exit: true, dwellMin: null },
  enabled: true,
  deviceIds: null,
}

/** These are about the fences alone. */
const unrecorded = async () => {}

describeOnEachDatabase('a change of fences is seen whatever the clock says', () => {
  let owner: Viewer

  // The clock stands still, so every change carries the same moment.
  beforeEach(async () => {
    const { tenantId } = await makeTenant()
    owner = makeViewer(tenantId, '/')
    vi.useFakeTimers({ now: NOON, toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const versions = async () => [
    (await listFenceVersions()).get(owner.tenantId) ?? '',
    await fenceVersion(owner),
  ]

  test('two changes in the same millisecond, and one by a clock that is behind', async () => {
    const id = await createFence(owner, DRAFT, unrecorded)
    const seen = [await versions()]
    for (const name of ['Depot 2', 'Depot 3']) {
      await updateFence(owner, id, { draft: { ...DRAFT, name }, record: unrecorded })
      seen.push(await versions())
    }
    vi.setSystemTime(NOON.getTime() - 3_600_000)
    await updateFence(owner, id, { draft: { ...DRAFT, name: 'Depot 4' }, record: unrecorded })
    seen.push(await versions())
    for (const column of [0, 1]) expect(new Set(seen.map((each) => each[column])).size).toBe(4)
  })

  test('the engine takes what was changed within the millisecond, and keeps what was not', async () => {
    const changed = await createFence(owner, DRAFT, unrecorded)
    const kept = await createFence(owner, { ...DRAFT, name: 'Port' }, unrecorded)
    const before = new Map((await listWatchedFences(owner.tenantId)).map((fence) => [fence.id, fence]))
    await updateFence(owner, changed, { draft: { ...DRAFT, name: 'Yard' }, record: unrecorded })
    const after = new Map((await listWatchedFences(owner.tenantId, before)).map((fence) => [fence.id, fence]))
    expect(after.get(changed)?.name).toBe('Yard')
    expect(after.get(kept)).toBe(before.get(kept))
  })

  test('one taken away while another is switched on, and the vendor’s copy, which changes nothing', async () => {
    const one = await createFence(owner, DRAFT, unrecorded)
    const other = await createFence(owner, { ...DRAFT, enabled: false }, unrecorded)
    const before = await versions()
    await removeFence(owner, one, unrecorded)
    await updateFence(owner, other, { draft: DRAFT, record: unrecorded })
    const after = await versions()
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    const vendor = { kind: 'platform', accountId: null, fenceId: '7', state: 'same', problem: null } as const
    await setFenceVendor(owner, other, { ...vendor, seen: null, checkedAt: NOON })
    expect(await versions()).toEqual(after)
  })

  test('what is written at once counts once, and other tenants count by themselves', async () => {
    const { tenantId } = await makeTenant()
    const rows = Array.from({ length: 2000 }, (_, index) => ({
      ...{ tenantId, id: randomUUID(), scopePath: '/', name: `Fence ${index}`, shape: {}, color: '#2563eb' },
      ...{ alarmEnter: true, alarmExit: true, shapeAt: NOON, updatedAt: NOON },
    }))
    await db().fence.createMany({ data: rows })
    const counter = () => db().fenceCounter.findUniqueOrThrow({ where: { tenantId } })
    expect((await counter()).value).toBe(1)
    const before = await versions()
    await sql().query('UPDATE fence SET scope_path = $2 WHERE tenant_id = $1', [tenantId, '/elsewhere/'])
    expect((await counter()).value).toBe(2)
    expect(await versions()).toEqual(before)
  })
})
