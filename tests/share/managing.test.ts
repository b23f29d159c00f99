import { afterAll, beforeAll, expect, test } from 'vitest'
import { shareFilterSchema } from '@/lib/domain/api/share'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import {
  createShare,
  extendShare,
  listShareLinks,
  pauseShare,
  readShareToken,
  revokeShareLink,
  ShareFieldError,
  ShareOverError,
} from '@/lib/server/services/shares'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import {
  askNow,
  closeShares,
  draft,
  makeShareWorld,
  nobody,
  report,
  SECRETS,
  type ShareWorld,
  share,
} from './share-world'

const DAY_MIN = 1440

describeOnEachDatabase('share links of people', () => {
  let world: ShareWorld
  let owner: Viewer
  let colleague: Viewer
  let elsewhere: Viewer

  beforeAll(async () => {
    world = await makeShareWorld()
    const { tenantId } = world
    owner = await makePerson({ tenantId, role: 'owner' })
    colleague = await makePerson({ tenantId, role: 'dispatcher', scopePath: accountPath(['acme']) })
    elsewhere = await makePerson({ tenantId, role: 'distributor', scopePath: accountPath(['other']) })
    await report(world)
  })
  afterAll(closeShares)

  const stateOf = async (token: string) => (await askNow(token)).now.state

  test('only its digest and a sealed copy of a token are stored', async () => {
    const { id, token } = await share(world)
    const row = await db().shareLink.findFirstOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await readShareToken(world.dispatcher, id)).toBe(token)
  })

  test('people see their own links; who manages people sees those of people within the scope, and no address', async () => {
    const { id } = await share(world)
    const idsOf = async (viewer: Viewer) => (await listShareLinks(viewer)).links.map((link) => link.id)
    expect(await idsOf(world.dispatcher)).toContain(id)
    expect(await idsOf(owner)).toContain(id)
    expect(await idsOf(colleague)).not.toContain(id)
    expect(await idsOf(elsewhere)).not.toContain(id)
    await expect(readShareToken(owner, id)).rejects.toThrow(ForbiddenError)
    await expect(extendShare(owner, id, 60)).rejects.toThrow(ForbiddenError)
    for (const viewer of [colleague, elsewhere])
      for (const act of [
        readShareToken,
        revokeShareLink,
        (v: Viewer, link: string) => pauseShare(v, link, true),
      ])
        await expect(act(viewer, id)).rejects.toEqual(new NotFoundError())
    await expect(revokeShareLink(world.dispatcher, nobody())).rejects.toEqual(new NotFoundError())
  })

  test('links are found at the server by name, alias, vehicle and creator, by how they stand, and page by page', async () => {
    const { tenantId } = world
    const vehicles = [{ deviceId: world.deviceId, alias: 'Blue 100% van' }]
    const named = await share(world, { name: 'Wedding at Évora', vehicles })
    const paused = await share(world, { name: 'Wedding paused' })
    await pauseShare(world.dispatcher, paused.id, true)
    const idsOf = async (viewer: Viewer, filter: Parameters<typeof listShareLinks>[1]) =>
      (await listShareLinks(viewer, filter)).links.map((link) => link.id)
    for (const q of ['wedding AT', '100% van']) expect(await idsOf(owner, { q })).toEqual([named.id])
    expect(await idsOf(world.dispatcher, { q: SECRETS.name })).toContain(named.id)
    expect(await idsOf(owner, { q: 'wedding', own: '1' })).toEqual([])
    expect(await idsOf(owner, { q: 'wedding', standing: 'paused' })).toEqual([paused.id])
    expect(await idsOf(owner, { q: 'wedding', standing: 'open' })).toEqual([named.id])
    await db().shareLink.updateMany({ where: { tenantId, id: named.id }, data: { revokedAt: new Date() } })
    expect(await idsOf(owner, { q: 'wedding', standing: 'over' })).toEqual([named.id])
    const all = await listShareLinks(owner)
    const rest = await listShareLinks(owner, { skip: 1 })
    expect(rest.links.map(({ id }) => id)).toEqual(all.links.slice(1).map(({ id }) => id))
    expect(rest.total).toBe(all.total)
    expect(shareFilterSchema.safeParse({ skip: '-1' }).success).toBe(false)
  })

  test('a vehicle or fence out of scope cannot be shared, and without the right nothing can', async () => {
    await expect(createShare(world.dispatcher, draft(world.otherId))).rejects.toEqual(new NotFoundError())
    const zone = { mode: 'hide_inside' as const, fenceIds: [nobody()] }
    await expect(share(world, { zone })).rejects.toEqual(new NotFoundError())
    const denied = await makePerson(
      { tenantId: world.tenantId, role: 'dispatcher' },
      { deniedRights: ['share'] },
    )
    await expect(createShare(denied, draft(world.deviceId))).rejects.toThrow(ForbiddenError)
    await expect(listShareLinks(denied)).rejects.toThrow(ForbiddenError)
  })

  test('what cannot be is refused at its field', async () => {
    const fieldOf = (over: object) =>
      share(world, over).then(
        () => null,
        (error: unknown) => (error instanceof ShareFieldError ? error.field : error),
      )
    expect(await fieldOf({ fields: ['eta'] })).toBe('destination')
    expect(await fieldOf({ zone: { mode: 'hide_inside', fenceIds: [] } })).toBe('zone')
    expect(await fieldOf({ startsAt: new Date(Date.now() - 600_000).toISOString() })).toBe('startsAt')
    expect(await fieldOf({ startsAt: new Date(Date.now() + 31 * 86_400_000).toISOString() })).toBe('startsAt')
    const twice = [
      { deviceId: world.deviceId, alias: '' },
      { deviceId: world.deviceId, alias: 'B' },
    ]
    expect(await fieldOf({ vehicles: twice })).toBe('vehicles')
  })

  test('a link is paused, goes on, is revoked once and for all, and each step stands in the audit trail', async () => {
    const { id, token } = await share(world)
    expect(await stateOf(token)).toBe('open')
    await pauseShare(world.dispatcher, id, true)
    expect(await stateOf(token)).toBe('paused')
    await pauseShare(owner, id, false)
    expect(await stateOf(token)).toBe('open')
    await revokeShareLink(owner, id)
    await revokeShareLink(owner, id)
    expect(await stateOf(token)).toBe('gone')
    await expect(pauseShare(world.dispatcher, id, false)).rejects.toThrow(ShareOverError)
    await expect(extendShare(world.dispatcher, id, 60)).rejects.toThrow(ShareOverError)
    await expect(readShareToken(world.dispatcher, id)).rejects.toThrow(ShareOverError)
    const trail = await db().auditEntry.findMany({ where: { target: id }, orderBy: { seq: 'asc' } })
    expect(trail.map(({ action }) => action)).toEqual([
      'share_link.make',
      'share_link.pause',
      'share_link.resume',
      'share_link.revoke',
    ])
    const row = await db().shareLink.findFirstOrThrow({ where: { id } })
    expect(row.tokenSealed).toBe('')
  })

  test('a pause hides what was before it for good', async () => {
    const { id, token } = await share(world, { fields: ['trail'] })
    await report(world)
    await pauseShare(world.dispatcher, id, true)
    await pauseShare(world.dispatcher, id, false)
    const { now } = await askNow(token)
    expect(now.frame?.vehicles).toMatchObject([{ heardAt: null, fixAt: null }])
  })

  test('a link can be extended, also after its end, to 30 days from now at most', async () => {
    const { id, token } = await share(world, { durationMin: 15 })
    const past = new Date(Date.now() - 60_000)
    await db().shareLink.updateMany({
      where: { id },
      data: { startsAt: new Date(past.getTime() - 900_000), shownFrom: past, endsAt: past },
    })
    expect(await stateOf(token)).toBe('ended')
    await extendShare(world.dispatcher, id, 60)
    expect(await stateOf(token)).toBe('open')
    const endsAt = await extendShare(world.dispatcher, id, 40 * DAY_MIN)
    expect(endsAt.getTime()).toBeLessThanOrEqual(Date.now() + 30 * DAY_MIN * 60_000)
  })

  test('a link dies with the right, the scope or the account of its creator, and says so in the list', async () => {
    const { tenantId } = world
    const changes = [
      { deniedRights: ['share'] },
      { scopePath: accountPath(['other']) },
      { disabledAt: new Date() },
    ]
    for (const data of changes) {
      const person = await makePerson({ tenantId, role: 'dispatcher', scopePath: accountPath(['acme']) })
      const { id, token } = await createShare(person, draft(world.deviceId))
      expect(await stateOf(token)).toBe('open')
      await db().user.update({ where: { id: person.userId }, data })
      expect(await stateOf(token)).toBe('gone')
      const listed = (await listShareLinks(owner)).links.find((link) => link.id === id)
      expect(listed?.state).toBe('void')
    }
  })
})
