import { beforeAll, expect, test } from 'vitest'
import { GET } from '@/app/api/branding/[hash]/route'
import { PLAIN_BRAND } from '@/lib/domain/api/branding'
import type { BrandingFields } from '@/lib/domain/branding'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { brandingForHost, brandingOf, brandStyle, forgetBranding, mailSenderOf } from '@/lib/server/branding'
import { getBranding } from '@/lib/server/data/branding'
import { db } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import { dropPicture, resetBranding, saveBranding, savePicture } from '@/lib/server/services/branding'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer } from '../db/fixtures'

const EMPTY: BrandingFields = { name: '', accent: '', domain: '', mailName: '', mailReplyTo: '' }
const LOOK: BrandingFields = {
  name: 'Acme <b>Fleet</b>',
  accent: '#0b7a4b',
  domain: 'fleet.acme.example',
  mailName: 'Acme Fleet',
  mailReplyTo: 'help@acme.example',
}

/** The head of a PNG of 64 by 32 pixels: signature, IHDR with its size, and room. */
const PNG = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 0, 64, 0, 0, 0, 32, ...Array(40).fill(0)],
])

describeOnEachDatabase('the look of a tenant', () => {
  let owner: Viewer
  let other: Viewer
  beforeAll(async () => {
    forgetBranding()
    owner = (await makeTenant()).owner
    other = (await makeTenant()).owner
  })

  const open = (hash: string) =>
    GET(new Request(`http://localhost/api/branding/${hash}`), { params: Promise.resolve({ hash }) })

  test('is Milepost itself until somebody says otherwise', async () => {
    expect(await brandingOf(owner.tenantId)).toEqual(PLAIN_BRAND)
    expect(await brandingForHost('fleet.acme.example')).toEqual(PLAIN_BRAND)
    expect(brandStyle(PLAIN_BRAND)).toBeUndefined()
    expect(await mailSenderOf(owner.tenantId)).toEqual({})
  })

  test('shows for the tenant and on its host name, whatever port, and for nobody else', async () => {
    expect(await saveBranding(owner, { ...LOOK, domain: 'https://Fleet.Acme.example/login' })).toEqual({})
    const look = { name: LOOK.name, accent: LOOK.accent }
    expect(await brandingOf(owner.tenantId)).toMatchObject(look)
    expect(await brandingForHost('Fleet.Acme.example:8443')).toMatchObject(look)
    for (const host of ['acme.example', 'x.fleet.acme.example', 'fleet.acme.example.evil.example', '', null])
      expect(await brandingForHost(host)).toEqual(PLAIN_BRAND)
    expect(await brandingOf(other.tenantId)).toEqual(PLAIN_BRAND)
    expect(await mailSenderOf(owner.tenantId)).toEqual({
      fromName: 'Acme Fleet',
      replyTo: 'help@acme.example',
    })
    expect((await getBranding(other)).fields).toEqual(EMPTY)
  })

  test('a host name is one tenant alone, and a try for it changes nothing', async () => {
    expect(await saveBranding(other, { ...EMPTY, domain: 'other.example' })).toEqual({})
    expect(await saveBranding(other, LOOK)).toEqual({ domain: 'takenHost' })
    expect((await getBranding(other)).fields).toEqual({ ...EMPTY, domain: 'other.example' })
    const both = await Promise.all([
      saveBranding(owner, { ...LOOK, domain: 'new.example' }),
      saveBranding(other, { ...EMPTY, domain: 'new.example' }),
    ])
    expect(both.filter((problems) => problems.domain === 'takenHost')).toHaveLength(1)
    expect(await db().tenantDomain.count({ where: { host: 'new.example' } })).toBe(1)
    expect(await saveBranding(owner, LOOK)).toEqual({})
  })

  test('a wrong field is named, and nothing is stored', async () => {
    const before = await getBranding(owner)
    expect(await saveBranding(owner, { ...LOOK, accent: 'red;}', mailReplyTo: 'a@b\r\nBcc: c@d' })).toEqual({
      accent: 'noColour',
      mailReplyTo: 'noMail',
    })
    expect(await getBranding(owner)).toEqual(before)
  })

  test('a picture is served for good, as what it is, and can do nothing by itself', async () => {
    expect(await savePicture(owner, 'logo', PNG)).toBeNull()
    const { logo } = (await brandingOf(owner.tenantId)).pictures
    expect(logo).toMatchObject({ width: 64, height: 32 })
    const response = await open(logo?.url.split('/').at(-1) ?? '')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG)
    for (const hash of ['0'.repeat(64), owner.tenantId, '../secret', ''])
      expect((await open(hash)).status).toBe(404)
  })

  test('the same picture of two tenants has two addresses, and taking one away leaves the other', async () => {
    await savePicture(other, 'logo', PNG)
    const [mine, theirs] = [await brandingOf(owner.tenantId), await brandingOf(other.tenantId)]
    expect(mine.pictures.logo?.url).not.toBe(theirs.pictures.logo?.url)
    await dropPicture(other, 'logo')
    expect((await brandingOf(other.tenantId)).pictures.logo).toBeNull()
    expect((await open(theirs.pictures.logo?.url.split('/').at(-1) ?? '')).status).toBe(404)
    expect((await brandingOf(owner.tenantId)).pictures.logo).not.toBeNull()
  })

  test('a picture that is taken away is noted once, and one that never was is not', async () => {
    const { owner: third } = await makeTenant()
    const notes = () =>
      db().auditEntry.findMany({ where: { tenantId: third.tenantId, action: 'branding.picture' } })
    await dropPicture(third, 'logo')
    expect(await notes()).toEqual([])
    await savePicture(third, 'logo', PNG)
    await dropPicture(third, 'logo')
    await dropPicture(third, 'logo')
    expect((await notes()).map(({ detail }) => detail)).toMatchObject([
      { kind: 'logo', byteCount: PNG.length },
      { kind: 'logo', hash: null },
    ])
  })

  test.each([
    ['a vector picture', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
  ])('%s is refused, whatever it is called', async (_, content) => {
    const bytes = new TextEncoder().encode(content.padEnd(100))
    expect(await savePicture(owner, 'logo', bytes)).toBe('kind')
  })

  test('nobody but an owner changes or reads the settings of it', async () => {
    for (const role of ['distributor', 'dispatcher', 'viewer'] as const) {
      const viewer = { ...makeViewer(owner.tenantId, '/'), role }
      await expect(getBranding(viewer)).rejects.toThrow(ForbiddenError)
      await expect(saveBranding(viewer, LOOK)).rejects.toThrow(ForbiddenError)
      await expect(savePicture(viewer, 'logo', PNG)).rejects.toThrow(ForbiddenError)
      await expect(dropPicture(viewer, 'logo')).rejects.toThrow(ForbiddenError)
      await expect(resetBranding(viewer)).rejects.toThrow(ForbiddenError)
    }
  })

  test('reset takes all of it, and every change stands in the audit trail', async () => {
    await resetBranding(owner)
    expect(await brandingOf(owner.tenantId)).toEqual(PLAIN_BRAND)
    expect(await brandingForHost(LOOK.domain)).toEqual(PLAIN_BRAND)
    expect(await mailSenderOf(owner.tenantId)).toEqual({})
    const actions = await db().auditEntry.findMany({
      where: { tenantId: owner.tenantId, action: { startsWith: 'branding.' } },
      orderBy: { seq: 'desc' },
    })
    expect(actions[0]?.action).toBe('branding.reset')
    expect(actions.length).toBeGreaterThan(3)
    expect(await verifyAuditChain(owner.tenantId)).toMatchObject({ intact: true })
  })
})
