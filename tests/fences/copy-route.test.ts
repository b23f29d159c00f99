import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { POST } from '@/app/api/fences/[id]/copy/route'
import type { FenceDraft } from '@/lib/domain/api/fences'
import type { Viewer } from '@/lib/server/access'
import { createFence } from '@/lib/server/data/fence-writes'
import { db } from '@/lib/server/db'
import { describeOnEmbedded } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

const session = vi.hoisted(() => ({ viewer: null as Viewer | null }))
vi.mock('@/lib/server/session', () => ({ requireViewer: async () => session.viewer }))
// Words in the person's language need a request of Next's.
vi.mock('@/lib/server/i18n', () => ({ errorWords: async (error: Error) => error.message }))

const OWN = 'https://fleet.example'
const DRAFT: FenceDraft = {
  name: 'Coast road',
  shape: {
    kind: 'corridor',
    line: [
      { lat: 41, lng: -8 },
      { lat: 41.1, lng: -8 },
    ],
    widthM: 100,
  },
  color: '#2563eb',
  tags: [],
  description: '',
  rules: { enter: true, exit: true, dwellMin: null },
  enabled: true,
  deviceIds: null,
}

// What is done at the vendor is tested on both databases in vendor.test.ts; here only who gets as far.
describeOnEmbedded('work at the vendor by route', () => {
  let owner: Viewer
  let looker: Viewer
  let fenceId = ''

  beforeAll(async () => {
    const { tenantId } = await makeTenant()
    owner = await makePerson({ tenantId, role: 'owner' })
    looker = await makePerson({ tenantId, role: 'viewer' })
    fenceId = await createFence(owner, DRAFT, async () => {})
  })
  beforeEach(() => {
    session.viewer = owner
  })

  async function post(body: unknown, { id = fenceId, origin = OWN } = {}) {
    const request = new Request(`${OWN}/api/fences/${id}/copy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: new URL(OWN).host, origin },
      body: JSON.stringify(body),
    })
    const response = await POST(request, { params: Promise.resolve({ id }) })
    return { status: response.status, body: (await response.json()) as unknown }
  }

  test('what cannot be held there is told in words, and nothing is thrown', async () => {
    expect(await post({ work: 'push' })).toMatchObject({
      status: 422,
      body: { code: 'fence_corridor', message: expect.stringContaining('corridor') },
    })
  })

  test('another origin, another tenant, no right and no such work come to nothing', async () => {
    expect((await post({ work: 'removeFence' }, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post({ work: 'burn' })).status).toBe(400)
    session.viewer = looker
    expect((await post({ work: 'removeFence' })).status).toBe(403)
    session.viewer = { ...owner, tenantId: (await makeTenant()).tenantId }
    expect([403, 404]).toContain((await post({ work: 'removeFence' })).status)
    session.viewer = owner
    const nobody = '00000000-0000-4000-8000-00000000dead'
    expect((await post({ work: 'removeFence' }, { id: nobody })).status).toBe(404)
    expect(await db().fence.count({ where: { id: fenceId, removedAt: null } })).toBe(1)
  })

  test('a fence goes with its copy', async () => {
    expect(await post({ work: 'removeFence' })).toEqual({ status: 200, body: { done: true } })
    expect(await db().fence.count({ where: { id: fenceId, removedAt: null } })).toBe(0)
  })
})
