// Who has a place at a link with a limit of viewers: asked without taking one.

import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { isOpenFor } from '@/lib/server/share/gate'
import { hasSeat, SEAT_MS, takeSeat } from '@/lib/server/share/seats'
import { describeOnEachDatabase } from '../db/each-database'
import { cookieOf, linkOf, makeShareWorld, openPage, type ShareWorld, share } from './share-world'

describeOnEachDatabase('places at a link', () => {
  let world: ShareWorld
  beforeAll(async () => {
    world = await makeShareWorld()
  })

  const seats = (linkId: string) => db().shareViewer.count({ where: { linkId } })

  test('who took a place has it until they were not seen for as long as a place is kept, and nobody else has', async () => {
    const link = await linkOf((await share(world, { viewerLimit: 2 })).token)
    expect(await hasSeat(link, 'ann')).toBe(false)
    await takeSeat(link, 'ann')
    expect(await hasSeat(link, 'ann')).toBe(true)
    expect(await hasSeat(link, 'bob')).toBe(false)
    // A tenth of the time before and after the place is free again.
    const seen = (agoMs: number) =>
      db().shareViewer.updateMany({
        where: { linkId: link.id },
        data: { seenAt: new Date(Date.now() - agoMs) },
      })
    await seen(SEAT_MS * 0.9)
    expect(await hasSeat(link, 'ann')).toBe(true)
    await seen(SEAT_MS * 1.1)
    expect(await hasSeat(link, 'ann')).toBe(false)
  })

  test('a place at one link is none at another', async () => {
    const [one, other] = [
      await linkOf((await share(world, { viewerLimit: 1 })).token),
      await linkOf((await share(world, { viewerLimit: 1 })).token),
    ]
    await takeSeat(one, 'ann')
    expect(await hasSeat(other, 'ann')).toBe(false)
  })

  test('to ask takes no place, and a link without a limit has one for everybody', async () => {
    const counted = await linkOf((await share(world, { viewerLimit: 1 })).token)
    await hasSeat(counted, 'ann')
    expect(await seats(counted.id)).toBe(0)
    const open = await linkOf((await share(world)).token)
    expect(await hasSeat(open, 'anybody')).toBe(true)
    expect(await seats(open.id)).toBe(0)
  })

  test('tiles of the map are for who has a place, and asking for them takes none', async () => {
    const { token, id } = await share(world, { viewerLimit: 1 })
    const stranger = new Headers({ host: 'fleet.example' })
    expect(await isOpenFor(token, stranger)).toBe(false)
    expect(await seats(id)).toBe(0)
    const cookie = cookieOf((await openPage(token)).headers)
    expect(await isOpenFor(token, new Headers({ host: 'fleet.example', cookie }))).toBe(true)
    expect(await isOpenFor(token, stranger)).toBe(false)
    expect(await seats(id)).toBe(1)
  })
})
