import { expect, test } from 'vitest'
import { MAX_FENCES_ON_MAP } from '@/lib/domain/api/fences'
import type { Viewer } from '@/lib/server/access'
import { db, sql } from '@/lib/server/db'
import { listFenceArea, readBox } from '@/lib/server/services/fence-area'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'

const circle = (lat: number, lng: number, radiusM = 500) => ({
  kind: 'circle' as const,
  center: { lat, lng },
  radiusM,
})

async function addFences(
  viewer: Viewer,
  shapes: ReturnType<typeof circle>[],
  scopePath = '/',
): Promise<void> {
  const now = new Date()
  await db().fence.createMany({
    data: shapes.map((shape, index) => ({
      tenantId: viewer.tenantId,
      id: crypto.randomUUID(),
      scopePath,
      name: `Fence ${index}`,
      shape,
      color: '#3b7aff',
      tags: [],
      description: '',
      enabled: true,
      allDevices: true,
      alarmEnter: true,
      alarmExit: true,
      shapeAt: now,
      updatedAt: now,
    })),
  })
}

const MANY = `INSERT INTO fence (tenant_id, id, scope_path, name, shape, color, tags, description, enabled, all_devices,
    alarm_enter, alarm_exit, shape_at, updated_at)
  SELECT $1::uuid, gen_random_uuid(), '/', 'Fence ' || n, jsonb_build_object('kind', 'circle', 'radiusM', 100 + n,
    'center', jsonb_build_object('lat', 40 + (n % 100) / 100.0, 'lng', -8 + n / 20000.0)),
    '#3b7aff', ARRAY[]::text[], '', true, true, true, true, $2::timestamptz, $2::timestamptz
  FROM generate_series(0, 9999) AS n`

const namesIn = async (viewer: Viewer, box: string) => {
  const read = readBox(box)
  if (read === null) throw new Error('no box')
  return (await listFenceArea(viewer, read)).fences.map(({ name }) => name)
}

describeOnEachDatabase('the fences of an area', () => {
  test('are those whose boxes meet it, the largest first, on either side of the 180th meridian', async () => {
    const { tenantId } = await makeTenant()
    const viewer = makeViewer(tenantId, '/')
    await addFences(viewer, [circle(41, -8), circle(41.01, -8, 5_000), circle(50, 10), circle(-17, 179.999)])
    expect(await namesIn(viewer, '-8.1,40.9,-7.9,41.1')).toEqual(['Fence 1', 'Fence 0'])
    expect(await namesIn(viewer, '-180,-18,-179.9,-16')).toEqual(['Fence 3'])
    expect(await namesIn(viewer, '351.9,40.9,352.1,41.1')).toEqual(['Fence 1', 'Fence 0'])
    expect(await namesIn(viewer, '0,0,1,1')).toEqual([])
  })

  test('follow changes, and are of the own scope and tenant only', async () => {
    const { tenantId } = await makeTenant()
    const owner = makeViewer(tenantId, '/')
    const viewer = makeViewer(tenantId, '/acme/')
    const box = '-9,40,-7,42'
    await addFences(owner, [circle(41, -8)])
    expect([await namesIn(owner, box), await namesIn(viewer, box)]).toEqual([['Fence 0'], []])
    await addFences(viewer, [circle(41, -8), circle(41, -8)], '/acme/north/')
    expect([(await namesIn(owner, box)).length, (await namesIn(viewer, box)).length]).toEqual([3, 2])
    await db().fence.updateMany({
      where: { tenantId },
      data: { name: 'New', updatedAt: new Date(Date.now() + 1) },
    })
    expect(await namesIn(viewer, box)).toEqual(['New', 'New'])
    expect(await namesIn(makeViewer((await makeTenant()).tenantId, '/'), box)).toEqual([])
  })

  test('of ten thousand, a thousand are told, and that there are more; another look reads none of them again', async () => {
    const { tenantId } = await makeTenant()
    const viewer = makeViewer(tenantId, '/')
    await sql().query(MANY, [tenantId, new Date()])
    const look = () => listFenceArea(viewer, { west: -20, south: 30, east: 10, north: 60 })
    const first = await look()
    expect([first.fences.length, first.hasMore]).toEqual([MAX_FENCES_ON_MAP, true])
    // What is read again is equal, but not the same.
    const second = await look()
    expect(second.fences.filter((fence, index) => fence !== first.fences[index])).toEqual([])
    const near = await listFenceArea(viewer, { west: -7.8, south: 40.2, east: -7.79, north: 40.21 })
    expect(near.hasMore).toBe(false)
    expect(near.fences.length).toBeLessThan(MAX_FENCES_ON_MAP)
  })
})

test.each(['', '1,2,3', '1,2,3,4,5', 'a,b,c,d', '3,0,1,1', '0,3,1,1', '1,,2,3'])('%j is no area', (text) => {
  expect(readBox(text)).toBeNull()
})
