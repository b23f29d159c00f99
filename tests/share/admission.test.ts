// Who gets in at the page of a share link, and how often: its password, throttles, places and streams.

import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { stopLive } from '@/lib/server/live/live'
import { revokeShareLink } from '@/lib/server/services/shares'
import { hasPass, passCookie } from '@/lib/server/share/cookies'
import { STREAMS_PER_ADDRESS, shareDesk, TooManyStreams } from '@/lib/server/share/desk'
import { enterShare, provePassword } from '@/lib/server/share/gate'
import { keepSeats, takeSeat } from '@/lib/server/share/seats'
import {
  createShareThrottle,
  FLOODED_LIMIT,
  LINK_LIMIT,
  MISS_LIMIT,
  PAIR_LIMIT,
  shareThrottle,
} from '@/lib/server/share/throttle'
import { newShareToken } from '@/lib/server/share/token'
import { singleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import {
  askNow,
  closeShares,
  cookieOf,
  linkOf,
  makeShareWorld,
  openPage,
  openStream,
  report,
  type ShareWorld,
  share,
} from './share-world'

describeOnEachDatabase('who gets in at a share link', () => {
  let world: ShareWorld

  beforeAll(async () => {
    world = await makeShareWorld()
    await report(world)
  })
  afterEach(closeShares)
  afterAll(() => stopLive())

  test('behind a password nothing is told before it is given, and its cookie is good for this link alone', async () => {
    const { token } = await share(world, { fields: ['name'], password: 'open sesame' })
    const other = await share(world, { password: 'open sesame' })
    const locked = await openPage(token)
    expect(locked.html).toContain('Password needed')
    for (const secret of ['Secret Name', '41.15', '"endsAt"']) expect(locked.html).not.toContain(secret)
    expect((await askNow(token)).now).toEqual({ state: 'password', at: expect.any(Number) })
    expect((await openStream(token)).status).toBe(403)
    const headers = new Headers()
    expect(await provePassword(token, 'open sesam', headers)).toEqual({ ok: false, status: 403 })
    const proven = await provePassword(token, 'open sesame', headers)
    if (!proven.ok) throw new Error('the right password was refused')
    const place = { path: `/s/${token}`, nowMs: Date.now(), isSecure: true }
    const set = passCookie(proven.link, place)
    expect(set).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
    const cookie = cookieOf(new Headers({ 'set-cookie': set }))
    expect((await openPage(token, { cookie })).html).toContain('Secret Name 7')
    expect((await askNow(other.token, { cookie })).now.state).toBe('password')
    // It does not outlive the link, nor half a day, nor a changed password.
    const later = new Headers({ cookie })
    expect(hasPass(proven.link, later, place.nowMs + 3_600_000)).toBe(false)
    expect(hasPass({ ...proven.link, passwordHash: 'another' }, later, place.nowMs)).toBe(false)
  })

  test('wrong passwords are throttled by link and address, and misses by address', async () => {
    const throttle = createShareThrottle((options) => new RateLimiterMemory(options))
    for (let tries = 0; tries < PAIR_LIMIT.points; tries += 1)
      expect(await throttle.passwordWaitS('a', '192.0.2.1')).toBeNull()
    expect(await throttle.passwordWaitS('a', '192.0.2.1')).toBeGreaterThan(0)
    expect(await throttle.passwordWaitS('a', '192.0.2.2')).toBeNull()
    expect(await throttle.passwordWaitS('b', '192.0.2.1')).toBeNull()
    for (let misses = 0; misses < MISS_LIMIT.points; misses += 1) {
      expect(await throttle.missWaitS('192.0.2.3')).toBeNull()
      await throttle.countMiss('192.0.2.3', `token ${misses}`)
    }
    expect(await throttle.missWaitS('192.0.2.3')).toBeGreaterThan(0)
    expect(await throttle.missWaitS('192.0.2.4')).toBeNull()
  })

  test('who floods a link with wrong passwords from many addresses keeps nobody out, and is slowed at each of them', async () => {
    const { id, token } = await share(world, { password: 'open sesame' })
    const key = singleton('peer-stamp-key', () => 'a-key-of-this-test')
    const tryFrom = (address: string, password: string) =>
      provePassword(token, password, new Headers({ 'x-milepost-peer': `${key} ${address}` }))
    const throttle = shareThrottle()
    for (let tries = 0; tries < LINK_LIMIT.points; tries += 1)
      expect(await throttle.passwordWaitS(id, `198.51.100.${tries}`)).toBeNull()
    expect(await tryFrom('192.0.2.20', 'wrong')).toMatchObject({ ok: false, status: 403 })
    expect(await tryFrom('192.0.2.20', 'open sesame')).toEqual({
      ok: false,
      status: 429,
      retryAfterS: FLOODED_LIMIT.duration,
    })
    for (let again = 0; again < 3; again += 1)
      expect(await tryFrom('192.0.2.21', 'open sesame')).toMatchObject({ ok: true })
  })

  test('all addresses of one IPv6 /64 are one: for passwords, misses and streams', async () => {
    const throttle = createShareThrottle((options) => new RateLimiterMemory(options))
    for (let tries = 0; tries < PAIR_LIMIT.points; tries += 1)
      expect(await throttle.passwordWaitS('a', `2001:db8:0:1::${tries + 1}`)).toBeNull()
    expect(await throttle.passwordWaitS('a', '2001:db8::1:a:b:c:d')).toBeGreaterThan(0)
    expect(await throttle.passwordWaitS('a', '2001:db8:0:2::1')).toBeNull()
    for (let misses = 0; misses < MISS_LIMIT.points; misses += 1)
      await throttle.countMiss(`2001:db8:0:1::${misses + 1}`, `token ${misses}`)
    expect(await throttle.missWaitS('2001:db8:0:1:a:b:c:d')).toBeGreaterThan(0)
    expect(await throttle.missWaitS('2001:db8:0:2::1')).toBeNull()
    const { token } = await share(world)
    const link = await linkOf(token)
    const port = { hasRoom: () => false, send: () => undefined, end: () => undefined }
    const join = (address: string) => shareDesk().join(link, { port, viewerKey: null, address })
    for (let index = 0; index < STREAMS_PER_ADDRESS; index += 1) await join(`2001:db8:0:1::${index + 1}`)
    await expect(join('2001:db8:0:1:a::')).rejects.toThrow(TooManyStreams)
    await expect(join('2001:db8:0:2::')).resolves.toBeDefined()
  })

  test('a limit of viewers counts who looks on now: one browser is one viewer, and who left makes room', async () => {
    const { id, token } = await share(world, { viewerLimit: 1 })
    const first = await openPage(token)
    const cookie = cookieOf(first.headers)
    expect((await askNow(token, { cookie })).now.state).toBe('open')
    const second = await openPage(token)
    expect(second.html).toContain('Too many viewers')
    expect(second.html).not.toContain('41.15')
    // SEAT_MS is 15 s.
    await db().shareViewer.updateMany({
      where: { linkId: id },
      data: { seenAt: new Date(Date.now() - 16_000) },
    })
    expect((await openPage(token)).html).toContain('41.15')
  })

  test('two who come at once never share the last place', async () => {
    const { token } = await share(world, { viewerLimit: 3 })
    const link = await linkOf(token)
    const keys = Array.from({ length: 12 }, (_, index) => `viewer-${index}`)
    const taken = await Promise.all(keys.map((key) => takeSeat(link, key)))
    expect(taken.filter(Boolean)).toHaveLength(3)
    const lost = await keepSeats([{ link, viewerKeys: keys }])
    expect(lost.get(link.id)).toHaveLength(9)
    expect(await takeSeat(link, 'late')).toBe(false)
  })

  test('whose place was cleared away has it again while there is one, and is sent off when others have it', async () => {
    const { id, token } = await share(world, { viewerLimit: 1 })
    const cookie = cookieOf((await openPage(token)).headers)
    const stream = await openStream(token, { cookie })
    await stream.until('event: snapshot')
    await db().shareViewer.deleteMany({ where: { linkId: id } })
    await shareDesk().judgeAll()
    expect(await db().shareViewer.count({ where: { linkId: id } })).toBe(1)
    await db().shareViewer.updateMany({ where: { linkId: id }, data: { viewerKey: 'somebody else' } })
    await shareDesk().judgeAll()
    expect(await stream.end()).toContain('"state":"full"')
  })

  test('who has too many streams open gets no more, and has one again when one is left', async () => {
    const { token } = await share(world)
    const link = await linkOf(token)
    const port = { hasRoom: () => false, send: () => undefined, end: () => undefined }
    const join = (address: string) => shareDesk().join(link, { port, viewerKey: null, address })
    const open = []
    for (let index = 0; index < STREAMS_PER_ADDRESS; index += 1) open.push(await join('192.0.2.9'))
    await expect(join('192.0.2.9')).rejects.toThrow(TooManyStreams)
    await join('192.0.2.10')
    open[0]?.leave()
    open[0]?.leave()
    await join('192.0.2.9')
    await expect(join('192.0.2.9')).rejects.toThrow(TooManyStreams)
  })

  test('streams that the server ended are given back: an address whose links were revoked can open others', async () => {
    const { id, token } = await share(world)
    const [link, other] = [await linkOf(token), await linkOf((await share(world)).token)]
    const port = { hasRoom: () => false, send: () => undefined, end: () => undefined }
    const viewer = { port, viewerKey: null, address: '192.0.2.11' }
    for (let index = 0; index < STREAMS_PER_ADDRESS; index += 1) await shareDesk().join(link, viewer)
    await revokeShareLink(world.dispatcher, id)
    await shareDesk().judgeAll()
    await expect(shareDesk().join(other, viewer)).resolves.toBeDefined()
  })

  test('misses of an address do not close the links that lead somewhere, and a reload is one miss', async () => {
    const { token } = await share(world)
    const key = singleton('peer-stamp-key', () => 'a-key-of-this-test')
    const headers = new Headers({ host: 'fleet.example', 'x-milepost-peer': `${key} 192.0.2.77` })
    const gone = newShareToken()
    for (let reload = 0; reload < MISS_LIMIT.points + 1; reload += 1)
      expect((await enterShare(gone, headers)).state).toBe('gone')
    for (let misses = 0; misses < MISS_LIMIT.points; misses += 1) await enterShare(newShareToken(), headers)
    expect((await enterShare(newShareToken(), headers)).state).toBe('throttled')
    expect((await enterShare(token, headers)).state).toBe('open')
  })
})
