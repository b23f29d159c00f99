import { beforeEach, describe, expect, test } from 'vitest'
import { Browser, fleetOf, HubDesk, T0, vehicle } from '@/tests/live/hub-desk'

let desk: HubDesk
beforeEach(() => {
  desk = new HubDesk()
})

describe('what a listener gets', () => {
  test('a snapshot of the whole scope and the health at once, then only what moved, once a second', async () => {
    const page = new Browser()
    await desk.join(page)
    expect(page.snapshots[0]?.roster.id).toEqual(['v1', 'v2', 'v3'])
    expect(page.upstream[0]?.connections).toEqual(desk.health)
    desk.step()
    expect(page.deltas).toEqual([])
    desk.report('t1', 'v3', { lat: 51 })
    desk.nowMs += 400
    desk.report('t1', 'v3', { lat: 52 })
    desk.step()
    expect(page.deltas).toHaveLength(1)
    expect(page.deltas[0]?.slot).toEqual([2])
    expect(page.deltas[0]?.state.lat).toEqual([52_000_000])
  })

  test('who cannot be told the first thing is not let in, and the others go on', async () => {
    const [page, broken] = [new Browser(), new Browser()]
    await desk.join(page)
    broken.port.send = () => {
      throw new Error('no such answer')
    }
    await expect(desk.join(broken)).rejects.toThrow('no such answer')
    expect(desk.hub.listenerCount).toBe(1)
    desk.report('t1', 'v1', { lat: 52 })
    desk.step()
    expect(page.deltas).toHaveLength(1)
  })

  test('a scoped viewer gets that subtree and nothing of its siblings or of other tenants', async () => {
    const [scoped, foreign] = [new Browser(), new Browser()]
    await desk.join(scoped, { scopePath: '/acme/north/' })
    await desk.join(foreign, { tenantId: 't2' })
    expect(scoped.snapshots[0]?.roster.id).toEqual(['v2'])
    expect(foreign.snapshots[0]?.roster.id).toEqual(['x1'])
    desk.report('t1', 'v1', { lat: 50 })
    desk.report('t1', 'v3', { lat: 50 })
    desk.step()
    expect(scoped.deltas).toEqual([])
    expect(foreign.deltas).toEqual([])
    desk.report('t1', 'v2', { lat: 50 })
    desk.step()
    expect(scoped.deltas[0]?.slot).toEqual([0])
    expect(foreign.deltas).toEqual([])
  })

  test('a fix older than the known one never moves a vehicle back', async () => {
    const page = new Browser()
    await desk.join(page)
    desk.report('t1', 'v1', { lat: 52 })
    desk.step()
    desk.report('t1', 'v1', { lat: 40, fixAtMs: T0 - 60_000 })
    desk.step()
    expect(page.deltas).toHaveLength(1)
    expect(desk.fleet('t1').find('v1')?.telemetry.position?.lat).toBe(52)
  })

  test('a vehicle whose term runs out is shown expired without any report', async () => {
    desk.fleets.set('t1', fleetOf([vehicle('v1', '/acme/', { expiresAtMs: T0 + 5_000 })]))
    const page = new Browser()
    await desk.join(page)
    desk.report('t1', 'v1', { lat: 50 })
    desk.step()
    desk.step(5)
    // 4 is `expired` in VEHICLE_STATUSES.
    expect(page.deltas.at(-1)?.state.status).toEqual([4])
    expect(page.deltas.at(-1)?.state.since).toEqual([(T0 + 5_000) / 1000])
  })

  test('whoever was sent away gets nothing more, although room comes free again', async () => {
    const page = new Browser()
    const subscription = await desk.join(page, { isAllowed: () => false })
    await desk.hub.recheckViewers()
    expect(page.events.at(-1)?.event).toBe('ended')
    // The last bytes may leave, and so free room, before the stream is closed.
    page.isEnded = false
    desk.report('t1', 'v1', { lat: 41 })
    desk.hub.noteHealthChange('t1')
    desk.step()
    subscription.drained()
    expect(page.events.at(-1)?.event).toBe('ended')
  })

  test('health changes reach everybody with the next second', async () => {
    const page = new Browser()
    await desk.join(page)
    desk.health = [
      {
        connectionId: 'c1',
        name: 'Main',
        kind: 'unreachable',
        sinceMs: T0,
        lastSuccessAtMs: T0,
        isImporting: false,
      },
    ]
    desk.hub.noteHealthChange('t1')
    desk.step()
    expect(page.upstream.map(({ connections }) => connections[0]?.kind)).toEqual(['ok', 'unreachable'])
  })

  test('a beat with the server time comes every 15 s', async () => {
    const page = new Browser()
    await desk.join(page)
    desk.step(31)
    const beats = page.events.filter(({ event }) => event === 'beat').map(({ data }) => Number(data))
    // The first step beats, then 15 s later each.
    expect(beats).toEqual([T0 + 1_000, T0 + 16_000, T0 + 31_000])
  })
})

describe('sharing', () => {
  test('a frame is encoded once per scope and second, and all listeners get the same bytes', async () => {
    const pages = Array.from({ length: 50 }, () => new Browser())
    for (const page of pages) await desk.join(page)
    const scoped = new Browser()
    await desk.join(scoped, { scopePath: '/acme/north/' })
    expect(desk.encodings).toEqual(['snapshot', 'snapshot'])
    desk.encodings.length = 0
    for (let second = 0; second < 3; second += 1) {
      desk.report('t1', 'v2', { lat: 50 + second })
      desk.step()
    }
    // Three seconds, two scopes that see the vehicle.
    expect(desk.encodings).toEqual(Array(6).fill('delta'))
    const last = pages.map((page) => page.chunks.at(-1))
    expect(new Set(last).size).toBe(1)
  })
})

describe('turns', () => {
  test('in parts of a second each scope is told once, with all that changed since, and not all in the same part', async () => {
    const pages = { whole: new Browser(), north: new Browser() }
    await desk.join(pages.whole)
    await desk.join(pages.north, { scopePath: '/acme/north/' })
    const toldIn: Record<string, number[]> = { whole: [], north: [] }
    for (let part = 0; part < 20; part += 1) {
      desk.nowMs += 100
      desk.report('t1', 'v2', { lat: 50 + part / 100 })
      const before = { whole: pages.whole.deltas.length, north: pages.north.deltas.length }
      desk.hub.takeTurn()
      if (pages.whole.deltas.length > before.whole) toldIn.whole?.push(part)
      if (pages.north.deltas.length > before.north) toldIn.north?.push(part)
    }
    // Two seconds, so twice each, a second apart.
    expect(toldIn).toEqual({ whole: [0, 10], north: [1, 11] })
    expect(pages.whole.deltas.map(({ state }) => state.lat)).toEqual([[50_000_000], [50_100_000]])
    expect(pages.north.deltas.map(({ state }) => state.lat)).toEqual([[50_010_000], [50_110_000]])
  })

  test('a scope that comes in between two parts misses nothing', async () => {
    const [first, late] = [new Browser(), new Browser()]
    await desk.join(first)
    desk.report('t1', 'v2', { lat: 50 })
    desk.hub.takeTurn()
    desk.report('t1', 'v3', { lat: 51 })
    await desk.join(late, { scopePath: '/acme/northwest/' })
    for (let part = 0; part < 10; part += 1) desk.hub.takeTurn()
    expect(first.deltas.map(({ slot }) => slot)).toEqual([[1], [2]])
    expect(late.snapshots[0]?.state.lat).toEqual([51_000_000])
    desk.report('t1', 'v3', { lat: 52 })
    for (let part = 0; part < 10; part += 1) desk.hub.takeTurn()
    expect(late.deltas.at(-1)?.state.lat).toEqual([52_000_000])
  })
})

describe('who may listen', () => {
  test('a viewer who lost the right is told so and sent away within ten seconds', async () => {
    const page = new Browser()
    let isAllowed = true
    await desk.join(page, { isAllowed: () => isAllowed })
    desk.step(11)
    isAllowed = false
    desk.step(10)
    await expect.poll(() => page.isEnded).toBe(true)
    expect(page.events.at(-1)?.event).toBe('ended')
    expect(desk.hub.watchedScopes('t1')).toEqual([])
  })

  test('a session is asked about once, however many streams it has', async () => {
    let asked = 0
    const isAllowed = () => {
      asked += 1
      return true
    }
    for (let count = 0; count < 5; count += 1) await desk.join(new Browser(), { isAllowed })
    await desk.hub.recheckViewers()
    expect(asked).toBe(1)
  })

  test('within ten seconds each session is asked about once, and never all of them at once', async () => {
    const asked: string[] = []
    for (let count = 0; count < 200; count += 1) {
      const sessionKey = `session ${count}`
      await desk.join(new Browser(), { sessionKey, isAllowed: () => asked.push(sessionKey) > 0 })
    }
    let most = 0
    for (let second = 0; second < 10; second += 1) {
      const before = asked.length
      desk.step()
      most = Math.max(most, asked.length - before)
    }
    expect(new Set(asked).size).toBe(200)
    expect(asked.length).toBe(200)
    // A tenth each would be 20.
    expect(most).toBeLessThan(50)
  })

  test('stopping says goodbye to everyone and ends their streams', async () => {
    const page = new Browser()
    await desk.join(page)
    desk.hub.stop()
    expect(page.isEnded).toBe(true)
    expect(new TextDecoder().decode(page.chunks.at(-1))).toMatch(/^: /)
    expect(desk.hub.listenerCount).toBe(0)
  })
})
