import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/server/db'
import { originForViewer, ownOrigin } from '@/lib/server/public-origin'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'

describeOnEachDatabase('the host of links that people hand out', () => {
  let mine: { tenantId: string }
  let theirs: { tenantId: string }

  beforeAll(async () => {
    mine = await makeTenant()
    theirs = await makeTenant()
    await db().tenantDomain.createMany({
      data: [
        { host: 'fleet.mine.example', tenantId: mine.tenantId },
        { host: 'fleet.theirs.example', tenantId: theirs.tenantId },
      ],
    })
  })
  afterEach(() => configure(undefined))
  afterAll(() => vi.unstubAllEnvs())

  function configure(url: string | undefined): void {
    vi.stubEnv('MILEPOST_URL', url)
    forgetSingleton('env')
  }

  const from = (host: string, proto?: string) =>
    new Headers(proto === undefined ? { host } : { host, 'x-forwarded-proto': proto })

  test('who came by the host of their own tenant hands it out, with the scheme of the installation', async () => {
    configure('https://milepost.example')
    expect(await originForViewer(mine, from('Fleet.Mine.Example'))).toBe('https://fleet.mine.example')
    expect(await originForViewer(mine, from('fleet.mine.example:8443'))).toBe(
      'https://fleet.mine.example:8443',
    )
  })

  test('a host of somebody else, of nobody, or that is none is never handed out', async () => {
    configure('https://milepost.example')
    const hosts = ['fleet.theirs.example', 'evil.example', '', 'fleet.mine.example@evil.example']
    for (const host of [...hosts, 'evil.example#fleet.mine.example', 'fleet.mine.example:@evil.example']) {
      expect(await originForViewer(mine, from(host))).toBe('https://milepost.example')
      expect(await ownOrigin(mine, from(host))).toBeNull()
    }
  })

  test('without a configured address the scheme is that of the request', async () => {
    expect(await originForViewer(mine, from('fleet.mine.example', 'https'))).toBe(
      'https://fleet.mine.example',
    )
    expect(await originForViewer(mine, from('fleet.mine.example'))).toBe('http://fleet.mine.example')
    expect(await originForViewer(mine, from('10.0.0.5:3000'))).toBe('http://10.0.0.5:3000')
  })
})
