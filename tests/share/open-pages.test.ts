// What an open page of a share link shows, as time, its maker and other processes change it.

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/server/db'
import { live, stopLive } from '@/lib/server/live/live'
import { livePublisher } from '@/lib/server/live/live-publisher'
import { pauseShare, revokeShareLink } from '@/lib/server/services/shares'
import { shareDesk } from '@/lib/server/share/desk'
import { newShareToken } from '@/lib/server/share/token'
import { describeOnEachDatabase } from '../db/each-database'
import { fixAt, patchAt } from '../db/fixtures'
import {
  askNow,
  askTrail,
  closeShares,
  makeShareWorld,
  openPage,
  openStream,
  report,
  type ShareWorld,
  share,
} from './share-world'

describeOnEachDatabase('open pages of share links', () => {
  let world: ShareWorld

  beforeAll(async () => {
    world = await makeShareWorld()
    await report(world)
  })
  afterEach(closeShares)
  afterAll(() => stopLive())

  /** News from whoever stored them, as the writers of pushes tell them. */
  const drive = (lng: number) =>
    livePublisher().publish({
      tenantId: world.tenantId,
      patches: [patchAt(world.deviceId, new Date(), { fix: fixAt(Date.now(), { lng }) })],
      alarms: [],
    })

  test('motion comes by the stream, encoded once for all who have the page open', async () => {
    const { token } = await share(world)
    const streams = await Promise.all([openStream(token), openStream(token), openStream(token)])
    for (const stream of streams) await stream.until('event: snapshot')
    const { room } = roomOf()
    const before = room.encodings
    drive(-8.6001)
    live().hub.step()
    for (const stream of streams) expect(await stream.until('event: delta')).toContain('"lng":-8.6001')
    expect(room.encodings).toBe(before + 1)
    for (const stream of streams) stream.leave()
  })

  test('a pause and its end are told, and revoking closes the page here at once', async () => {
    const { id, token } = await share(world)
    const stream = await openStream(token)
    await stream.until('event: snapshot')
    await pauseShare(world.dispatcher, id, true)
    await stream.until('"state":"paused"')
    await pauseShare(world.dispatcher, id, false)
    await stream.until('"state":"open","at"')
    await revokeShareLink(world.dispatcher, id)
    expect(await stream.end()).toContain('"state":"gone"')
    expect((await openStream(token)).status).toBe(404)
  })

  test('what another process did shows at the next look: revoked, out of rights, run out', async () => {
    const ways = [
      (id: string) => db().shareLink.updateMany({ where: { id }, data: { revokedAt: new Date() } }),
      (id: string) =>
        db().shareLink.updateMany({
          where: { id },
          data: { startsAt: new Date(Date.now() - 9_000), endsAt: new Date(Date.now() - 1_000) },
        }),
      () =>
        db().user.updateMany({ where: { id: world.dispatcher.userId }, data: { deniedRights: ['share'] } }),
    ]
    for (const change of ways) {
      const { id, token } = await share(world)
      const stream = await openStream(token)
      await stream.until('event: snapshot')
      await change(id)
      await shareDesk().judgeAll()
      expect(await stream.end()).toMatch(/"state":"(gone|ended)"/)
    }
    await db().user.updateMany({ where: { id: world.dispatcher.userId }, data: { deniedRights: [] } })
  })

  test('before its start a link tells its start and nothing else', async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString()
    const { token } = await share(world, { startsAt, fields: ['name', 'trail'] })
    const { html, status } = await openPage(token)
    expect(status).toBe(200)
    expect(html).toContain('Not started yet')
    expect(html).not.toContain('Secret Name')
    const { now, text } = await askNow(token)
    expect(now).toEqual({ state: 'waiting', at: expect.any(Number), startsAt: Date.parse(startsAt) })
    expect(text).not.toContain('41.')
    expect((await askTrail(token)).status).toBe(403)
  })

  test('unknown and revoked look the same; one that ran out says so', async () => {
    const { id, token } = await share(world)
    await revokeShareLink(world.dispatcher, id)
    const strip = ({ html, status }: { html: string; status: number }) => ({
      status,
      html: html.replaceAll(/nonce="\w+"|"at":\d+|\/s\/[\w-]{22}/g, ''),
    })
    const unknown = strip(await openPage(newShareToken()))
    expect(strip(await openPage(token))).toEqual(unknown)
    expect(unknown.status).toBe(404)
    expect(unknown.html).toContain('This link leads nowhere')
    const over = await share(world)
    await db().shareLink.updateMany({
      where: { id: over.id },
      data: { startsAt: new Date(Date.now() - 9_000), endsAt: new Date(Date.now() - 1) },
    })
    expect(await openPage(over.token)).toMatchObject({ status: 410 })
  })

  test('every answer is stored nowhere, indexed nowhere and tells nobody; the page runs its own bundle alone', async () => {
    const { token } = await share(world)
    const stream = await openStream(token)
    stream.leave()
    for (const { headers } of [await openPage(token), await openPage(newShareToken()), stream]) {
      expect(headers.get('cache-control')).toContain('no-store')
      expect(headers.get('x-robots-tag')).toContain('noindex')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    const page = await openPage(token)
    const policy = page.headers.get('content-security-policy') ?? ''
    const [, nonce] = /script-src 'nonce-(\w{32})'/.exec(policy) ?? []
    expect(page.html.match(/<script/g)).toHaveLength(page.html.split(`<script nonce="${nonce}"`).length - 1)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test('who waited for a link with a limit gets nothing of it by the stream: a place is given by the page alone', async () => {
    const { id, token } = await share(world, { viewerLimit: 1 })
    await pauseShare(world.dispatcher, id, true)
    const waiting = [await openStream(token), await openStream(token)]
    for (const stream of waiting) await stream.until('"state":"paused"')
    await pauseShare(world.dispatcher, id, false)
    await report(world)
    drive(-8.6002)
    live().hub.step()
    for (const stream of waiting) {
      const text = await stream.end()
      expect(text).toContain('"state":"open"')
      expect(text).not.toContain('"lat"')
    }
  })

  test('every open link is judged with as many queries as one', async () => {
    const links = await Promise.all([1, 2, 3, 4, 5].map(() => share(world, { fields: ['name'] })))
    const streams = await Promise.all(links.map(({ token }) => openStream(token)))
    for (const stream of streams) await stream.until('event: snapshot')
    const asked = vi.spyOn(db().shareLink, 'findMany')
    await shareDesk().judgeAll()
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
    const [first] = links
    if (first) await db().shareLink.updateMany({ where: { id: first.id }, data: { revokedAt: new Date() } })
    await shareDesk().judgeAll()
    expect(await streams[0]?.end()).toContain('"state":"gone"')
    expect(streams[1]?.text()).not.toContain('"state":"gone"')
    for (const stream of streams) stream.leave()
  })

  test('trails are read once for all who ask within seconds, and anew when the link shows something else', async () => {
    const { id, token } = await share(world, { fields: ['trail'] })
    const first = await askTrail(token)
    await report(world, { lng: -8.4 })
    await report(world, { lng: -8.3 })
    expect((await askTrail(token)).text).toBe(first.text)
    await pauseShare(world.dispatcher, id, true)
    expect((await askTrail(token)).status).toBe(403)
    await pauseShare(world.dispatcher, id, false)
    expect((await askTrail(token)).text).not.toContain('-8.3')
  })

  test('how often a link was opened is counted by its pages', async () => {
    const { id, token } = await share(world)
    await openPage(token)
    await openPage(token)
    const row = await db().shareLink.findFirstOrThrow({ where: { id } })
    expect(row).toMatchObject({ views: 2, lastViewedAt: expect.any(Date) })
  })

  test('the words come in the language of the phone where there is one, else in English, and right to left where it is read so', async () => {
    const { token } = await share(world)
    for (const language of ['en-GB,en;q=0.8', 'tlh', '*', `x${'y'.repeat(9000)}`, '']) {
      const { html } = await openPage(token, { language })
      expect(html).toMatch(/<html lang="en(-GB)?" dir="ltr">/)
    }
    const spoken = [
      ['pt-BR,pt;q=0.9,en;q=0.8', '<html lang="pt" dir="ltr">'],
      ['zh-CN', '<html lang="zh" dir="ltr">'],
      ['ar-EG,ar;q=0.9', '<html lang="ar-u-nu-latn" dir="rtl">'],
    ] as const
    for (const [language, root] of spoken) expect((await openPage(token, { language })).html).toContain(root)
  })

  function roomOf() {
    const rooms: { room: { encodings: number } }[] = [
      ...(Reflect.get(shareDesk(), 'rooms') as Map<string, never>).values(),
    ]
    const [found] = rooms
    if (found === undefined) throw new Error('no room is open')
    return found
  }
})
