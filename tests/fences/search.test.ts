import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type FenceFilter, fencesSchema } from '@/lib/domain/api/fences'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { listFences } from '@/lib/server/services/fences'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

const MADE = 30
const CIRCLE = { kind: 'circle', center: { lat: 41, lng: -8 }, radiusM: 200 }

describeOnEachDatabase('a list of fences too long to be shown whole', () => {
  let owner: Viewer
  let below: Viewer

  beforeAll(async () => {
    const { tenantId } = await makeTenant()
    owner = await makePerson({ tenantId, role: 'owner' })
    below = await makePerson({ tenantId, role: 'dispatcher', scopePath: '/acme/' })
    const now = new Date()
    await db().fence.createMany({
      data: Array.from({ length: MADE }, (_, index) => ({
        ...{ tenantId, id: randomUUID(), shape: CIRCLE, color: '#2563eb', shapeAt: now, updatedAt: now },
        ...{ alarmEnter: false, alarmExit: false, scopePath: index % 3 === 0 ? '/acme/' : '/' },
        name: `Site ${String(index).padStart(2, '0')}`,
        description: index === 28 ? 'Behind the Mill' : '',
        tags: index >= 25 ? ['Port', `pier ${index}`] : ['yard'],
        vendorState: index === 29 ? 'differs' : 'none',
        removedAt: index === 27 ? now : null,
      })),
    })
  })

  const namesOf = async (viewer: Viewer, filter: FenceFilter, limit?: number) => {
    const { fences, total } = await listFences(viewer, filter, limit)
    return { names: fences.map(({ name }) => name), total }
  }

  test('shows the first by name, and says how many there are and what tags they have', async () => {
    const answer = fencesSchema.parse(await listFences(owner, {}, 3))
    expect(answer.fences.map(({ name }) => name)).toEqual(['Site 00', 'Site 01', 'Site 02'])
    // One of the thirty was taken away.
    expect(answer.total).toBe(MADE - 1)
    expect(answer.tags).toEqual(['Port', 'pier 25', 'pier 26', 'pier 28', 'pier 29', 'yard'])
    // Where all are shown they tell their tags themselves.
    expect(await listFences(owner)).toMatchObject({ total: MADE - 1, tags: [] })
  })

  test('finds those beyond the first by a part of name, description or tag, by tag, and by their copy', async () => {
    expect(await namesOf(owner, { q: ' site 29 ' }, 3)).toEqual({ names: ['Site 29'], total: 1 })
    expect(await namesOf(owner, { q: 'the MILL' }, 3)).toEqual({ names: ['Site 28'], total: 1 })
    expect(await namesOf(owner, { q: 'PIER' }, 3)).toEqual({
      names: ['Site 25', 'Site 26', 'Site 28'],
      total: 4,
    })
    expect(await namesOf(owner, { tag: 'Port' }, 10)).toMatchObject({ total: 4 })
    expect(await namesOf(owner, { tag: 'port' }, 10)).toEqual({ names: [], total: 0 })
    expect(await namesOf(owner, { tag: 'Port', q: '26' }, 10)).toEqual({ names: ['Site 26'], total: 1 })
    expect(await namesOf(owner, { copy: 'differs' }, 3)).toEqual({ names: ['Site 29'], total: 1 })
    // Nothing in a text is a pattern.
    expect(await namesOf(owner, { q: '%' }, 3)).toEqual({ names: [], total: 0 })
  })

  test('finds nothing out of scope, taken away, or of another tenant', async () => {
    expect(await namesOf(below, { tag: 'Port' })).toEqual({ names: [], total: 0 })
    expect((await namesOf(below, { q: 'site' })).total).toBe(9)
    expect(await namesOf(owner, { q: 'site 27' })).toEqual({ names: [], total: 0 })
    const stranger = { ...owner, tenantId: (await makeTenant()).tenantId }
    expect(await namesOf(stranger, { q: 'site' })).toEqual({ names: [], total: 0 })
  })
})
