import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { PLAIN_BRAND } from '@/lib/domain/api/branding'
import type { BrandingFields } from '@/lib/domain/branding'
import { accentOf } from '@/lib/domain/branding-colours'
import { accentSheet, brandingForHost, brandingOf, forgetBranding } from '@/lib/server/branding'
import { db } from '@/lib/server/db'
import { saveBranding, savePicture } from '@/lib/server/services/branding'
import { pauseShare } from '@/lib/server/services/shares'
import { MISS_LIMIT, shareThrottle } from '@/lib/server/share/throttle'
import { newShareToken } from '@/lib/server/share/token'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'
import {
  type Ask,
  askNow,
  closeShares,
  makeShareWorld,
  openPage,
  report,
  SECRETS,
  type ShareWorld,
  share,
} from './share-world'

const MINE = { name: 'Acme & Söhne', accent: '#0b7a4b', host: 'fleet.acme.example' }
const THEIRS = { name: 'Borealis', accent: '#aa3300', host: 'fleet.borealis.example' }
const PLAIN_HOSTS = ['milepost.example', 'nobody.example', 'x.fleet.acme.example', '203.0.113.7:3000']
const FLOODER = '192.0.2.77'

/** The head of a PNG of 64 by 32 pixels: signature, IHDR with its size, and room. */
const PNG = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 0, 64, 0, 0, 0, 32, ...Array(40).fill(0)],
])

describeOnEachDatabase('the look of a share page', () => {
  let world: ShareWorld
  let logos: { mine: string; theirs: string }

  beforeAll(async () => {
    configure('https://milepost.example')
    world = await makeShareWorld()
    const { tenantId } = await makeTenant()
    logos = {
      mine: await dress(world.tenantId, MINE),
      theirs: await dress(tenantId, THEIRS),
    }
    await report(world)
  })
  afterEach(closeShares)
  afterAll(() => {
    vi.unstubAllEnvs()
    forgetSingleton('env')
    forgetBranding()
  })

  /** Every state of a page, each of a link of its own; all links are of the first tenant. */
  const STATES: Record<string, () => Promise<{ token: string } & Ask>> = {
    open: () => share(world, { fields: ['name'] }),
    waiting: () => share(world, { startsAt: new Date(Date.now() + 3_600_000).toISOString() }),
    paused: async () => {
      const { id, token } = await share(world)
      await pauseShare(world.dispatcher, id, true)
      return { token }
    },
    ended: async () => {
      const { id, token } = await share(world)
      const [startsAt, endsAt] = [9_000, 1_000].map((agoMs) => new Date(Date.now() - agoMs))
      await db().shareLink.updateMany({ where: { id }, data: { startsAt, endsAt } })
      return { token }
    },
    password: () => share(world, { password: 'open sesame' }),
    gone: async () => ({ token: newShareToken() }),
    full: async () => {
      const { token } = await share(world, { viewerLimit: 1 })
      await openPage(token)
      return { token }
    },
    throttled: async () => {
      for (let misses = 0; misses < MISS_LIMIT.points; misses += 1)
        await shareThrottle().countMiss(FLOODER, `token ${misses}`)
      return { token: newShareToken(), peer: FLOODER }
    },
  }

  test.each(Object.keys(STATES))('in the state "%s" it is that of the host alone', async (state) => {
    const make = STATES[state]
    if (!make) throw new Error(`There is no state ${state}.`)
    const { token, ...ask } = await make()
    const mine = await openPage(token, { ...ask, host: MINE.host })
    expect(mine.html).toContain(`"state":"${state}"`)
    expect(mine.html).toContain('<bdi>Acme &#38; Söhne</bdi></header>')
    expect(mine.html).toMatch(/<title>[^<]+ · Acme &#38; Söhne<\/title>/)
    expect(mine.html).toContain(`<img src="${logos.mine}" alt="" width="64" height="32"`)
    expectNothingOf(mine.html, { ...THEIRS, logo: logos.theirs })

    const theirs = await openPage(token, { ...ask, host: `${THEIRS.host}:8443` })
    expect(theirs.html).toContain('<bdi>Borealis</bdi></header>')
    expect(theirs.html).toContain(logos.theirs)
    expectNothingOf(theirs.html, { ...MINE, logo: logos.mine })

    for (const host of PLAIN_HOSTS) {
      const { html, status } = await openPage(token, { ...ask, host })
      expect(status).toBe(mine.status)
      expect(html).not.toContain('<header')
      expectNothingOf(html, { ...MINE, logo: logos.mine })
      expectNothingOf(html, { ...THEIRS, logo: logos.theirs })
    }
  })

  test('the colour is in the style of the page, in the shade of each theme in which it reads', async () => {
    const { token } = await share(world)
    const { html, headers } = await openPage(token, { host: MINE.host })
    const [light, dark] = [accentOf(MINE.accent, 'light'), accentOf(MINE.accent, 'dark')]
    expect(html).toContain(
      `:root{--accent:${light.accent};--on-accent:${light['on-accent']}}` +
        `@media (prefers-color-scheme:dark){:root{--accent:${dark.accent};--on-accent:${dark['on-accent']}}}</style>`,
    )
    // Neither a style nor a picture of anywhere else than this page and this host.
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/style-src 'nonce-\w{32}';/)
    expect(policy).toContain("img-src 'self' data: blob:;")
    expect(html).not.toMatch(/ style="|(src|href)="(https?:)?\/\//)
  })

  test('a hostile name is text, and what is no colour is neither stored nor written', async () => {
    const { tenantId } = await makeTenant()
    const host = 'hostile.example'
    const name = `</style></bdi><script>alert("1")</script>`
    const accent = '#123456}</style><script>alert(2)</script>'
    await db().tenantDomain.create({ data: { host, tenantId } })
    await expect(db().tenantBranding.create({ data: { tenantId, accent } })).rejects.toThrow(
      'accent_is_colour',
    )
    expect(accentSheet({ ...PLAIN_BRAND, accent })).toBe('')
    await db().tenantBranding.create({ data: { tenantId, name } })
    const { token } = await share(world)
    const plain = await openPage(token, { host: 'nobody.example' })
    const { html } = await openPage(token, { host })
    for (const tag of ['<script', '</script', '</style', '<bdi'])
      expect(html.split(tag)).toHaveLength(plain.html.split(tag).length + (tag === '<bdi' ? 1 : 0))
    expect(html).toContain('&#60;script&#62;alert(&#34;1&#34;)')
  })

  test('a brand tells nothing more of the vehicle, is in no other answer, and weighs less than a kilobyte', async () => {
    const { token } = await share(world)
    const [plain, branded] = [await openPage(token), await openPage(token, { host: MINE.host })]
    const { text } = await askNow(token, { host: MINE.host })
    for (const secret of Object.values(SECRETS)) expect(branded.html + text).not.toContain(secret)
    expect(text).not.toContain('Acme')
    expect(Buffer.byteLength(branded.html) - Buffer.byteLength(plain.html)).toBeLessThan(1_000)
  })

  test('who asks for the head alone gets that of the same page, and is no viewer', async () => {
    const { id, token } = await share(world)
    const head = await openPage(token, { host: MINE.host, method: 'HEAD' })
    const views = async () => (await db().shareLink.findFirstOrThrow({ where: { id } })).views
    expect(await views()).toBe(0)
    const page = await openPage(token, { host: MINE.host })
    expect(await views()).toBe(1)
    expect(head.status).toBe(page.status)
    const namesOf = ({ headers }: { headers: Headers }) => [...headers.keys()]
    expect(namesOf(head)).toEqual(namesOf(page))
  })

  test('the address of the installation is nobody’s while there are several tenants', async () => {
    await db().tenantDomain.create({ data: { host: 'milepost.example', tenantId: world.tenantId } })
    forgetBranding()
    const { token } = await share(world)
    expect((await openPage(token, { host: 'milepost.example' })).html).not.toContain('Acme')
  })

  test('what is no host name is not looked up', async () => {
    const asked = vi.spyOn(db().tenantDomain, 'findUnique')
    for (const host of ['203.0.113.9', '[2001:db8::1]:3000', 'a_b.example', '%00', 'x'.repeat(300)])
      expect((await brandingForHost(host)).name).toBeNull()
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })
})

function configure(url: string): void {
  vi.stubEnv('MILEPOST_URL', url)
  forgetSingleton('env')
}

type Look = { name: string; accent: string; host: string }

/** Gives a tenant a look as its owner does, and answers the address of its logo. */
async function dress(tenantId: string, { name, accent, host }: Look): Promise<string> {
  const owner = makeViewer(tenantId, '/')
  const fields: BrandingFields = { name, accent, domain: host, mailName: '', mailReplyTo: '' }
  expect(await saveBranding(owner, fields)).toEqual({})
  expect(await savePicture(owner, 'logo', PNG)).toBeNull()
  return (await brandingOf(tenantId)).pictures.logo?.url ?? ''
}

function expectNothingOf(html: string, { name, accent, logo }: Look & { logo: string }): void {
  const shades = [accentOf(accent, 'light').accent, accentOf(accent, 'dark').accent]
  for (const trace of [name, name.replace('&', '&#38;'), logo, accent, ...shades])
    expect(html).not.toContain(trace)
}
