import { beforeEach, describe, expect, test } from 'vitest'
import { Browser, HubDesk, vehicle } from '@/tests/live/hub-desk'

let desk: HubDesk
beforeEach(() => {
  desk = new HubDesk()
})

describe('falling behind', () => {
  test('a listener without room is sent nothing, and once it drains one frame with the newest state', async () => {
    const page = new Browser()
    const subscription = await desk.join(page)
    page.hasRoom = false
    const before = page.chunks.length
    for (let second = 0; second < 100; second += 1) {
      desk.report('t1', 'v1', { lat: 50 + second / 100 })
      if (second === 70) desk.report('t1', 'v2', { lat: 40 })
      desk.step()
    }
    expect(page.chunks).toHaveLength(before)
    page.hasRoom = true
    subscription.drained()
    expect(page.chunks).toHaveLength(before + 1)
    expect(page.deltas[0]?.slot).toEqual([0, 1])
    expect(page.deltas[0]?.state.lat).toEqual([50_990_000, 40_000_000])
  })

  test('one that missed most vehicles gets a snapshot instead', async () => {
    const page = new Browser()
    const subscription = await desk.join(page)
    page.hasRoom = false
    for (const id of ['v1', 'v2', 'v3']) {
      desk.report('t1', id, { lat: 50 })
      desk.step()
    }
    page.hasRoom = true
    subscription.drained()
    expect(page.snapshots).toHaveLength(2)
    expect(page.deltas).toEqual([])
  })
})

describe('resuming', () => {
  test('the last event id brings exactly the rows that were missed', async () => {
    const page = new Browser()
    const subscription = await desk.join(page)
    desk.report('t1', 'v1', { lat: 50 })
    desk.step()
    subscription.leave()
    desk.report('t1', 'v2', { lat: 51 })
    desk.step()
    desk.step()
    const again = new Browser()
    await desk.join(again, { lastEventId: page.lastId })
    expect(again.snapshots).toEqual([])
    expect(again.deltas.map(({ slot }) => slot)).toEqual([[1]])
    expect(again.upstream).toHaveLength(1)
  })

  test('with nothing missed, nothing is repeated', async () => {
    const page = new Browser()
    const subscription = await desk.join(page)
    desk.report('t1', 'v1', { lat: 50 })
    desk.step()
    subscription.leave()
    const again = new Browser()
    await desk.join(again, { lastEventId: page.lastId })
    expect(again.events.map(({ event }) => event)).toEqual(['upstream'])
  })

  test.each(['', 'nonsense', '000000000000-3', 'ffffffffffff-99999999999'])(
    'the foreign id %j brings a snapshot',
    async (lastEventId) => {
      const page = new Browser()
      await desk.join(page, { lastEventId })
      expect(page.snapshots).toHaveLength(1)
    },
  )

  test('an abandoned scope is forgotten after two minutes, so its ids bring a snapshot', async () => {
    const page = new Browser()
    const subscription = await desk.join(page)
    subscription.leave()
    desk.step(122)
    expect(desk.hub.fleetOf('t1')).toBeNull()
    const again = new Browser()
    await desk.join(again, { lastEventId: page.lastId })
    expect(again.snapshots).toHaveLength(1)
  })

  test('a changed roster brings a new snapshot to those who see the change, and only to them', async () => {
    const [whole, scoped] = [new Browser(), new Browser()]
    await desk.join(whole)
    await desk.join(scoped, { scopePath: '/acme/north/' })
    const renamed = vehicle('v1', '/acme/', { name: 'Renamed' })
    desk
      .fleet('t1')
      .setRoster([renamed, vehicle('v2', '/acme/north/'), vehicle('v3', '/acme/northwest/')], new Map())
    desk.step()
    expect(whole.snapshots).toHaveLength(2)
    expect(whole.snapshots[1]?.roster.name[0]).toBe('Renamed')
    expect(scoped.snapshots).toHaveLength(1)
    desk.report('t1', 'v2', { lat: 50 })
    desk.step()
    expect(scoped.deltas[0]?.slot).toEqual([0])
  })
})
