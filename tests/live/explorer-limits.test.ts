// A call by hand against the sandbox: what it hides, what it refuses to send, and what it says of bad input.

import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { isMethodName, methods } from '@/lib/jimi/contract'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError, TooManyRequestsError } from '@/lib/server/errors'
import { describeMethod, listExplorerMethods } from '@/lib/server/services/explorer-methods'
import { refusalOf, unplainTexts } from '@/lib/server/services/explorer-policy'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEmbedded } from '../db/each-database'
import { makeViewer } from '../db/fixtures'
import { byHand, DETAIL, doneOf, exampleOf, trail, UPDATE } from './explorer-desk'
import { LOCATIONS, prepareLiveSetting } from './live-setting'
import type { Customer } from './vendor'

const CHILD_CREATE = 'jimi.user.child.create'
const SECRET = ['jimi.oauth.token.get', 'jimi.oauth.token.refresh'] as const
/** The vendor's own samples of these cut an engine, lock a scooter, or are bytes that nobody can read. */
const REFUSED = [
  ...SECRET,
  'jimi.open.instruction.send',
  'jimi.open.instruction.raw.send',
  'jimi.scooter.instruction.send',
] as const
const names = Object.keys(methods).filter(isMethodName)

const setting = prepareLiveSetting()

/** JSON may be written anew on its way; commands and empty contents are texts. */
function withoutLayout(content: string | undefined): unknown {
  return content?.startsWith('{') ? JSON.parse(content) : content
}

describeOnEmbedded('the explorer keeps back', () => {
  let customer: Customer
  let imei: string
  beforeEach(async () => {
    forgetSingleton('explorer-limiter')
    customer = await setting().knownTenant()
    imei = setting().vendor.world.imeisOf('acme')[0] ?? ''
  })

  test('no key, secret, token, signature or digest is anywhere in an answer', async () => {
    const { sandbox } = setting().vendor
    const password = createHash('md5').update('acme-password').digest('hex')
    const pupil = createHash('md5').update('a pupil of ours').digest('hex')
    const child = { ...exampleOf(CHILD_CREATE), parentLogin: 'acme', login: 'pupil', passwordMd5: pupil }
    const answers = [
      await byHand(customer.owner, LOCATIONS, { accountLogin: 'acme' }),
      await byHand(customer.owner, CHILD_CREATE, child),
      await byHand(customer.owner, CHILD_CREATE, child, { confirmed: true }),
      await byHand(customer.owner, 'jimi.open.instruction.send', {
        ...exampleOf('jimi.open.instruction.send'),
        imei,
      }),
    ]
    const token = await db().jimiToken.findFirst({ where: { tenantId: customer.ref.tenantId } })
    expect(token).not.toBeNull()
    // The vendor quoting what we sent is the worst that can happen; the token is read off the sandbox itself.
    const response = await fetch(`${sandbox.controlUrl}/tokens`)
    const { tokens } = (await response.json()) as { tokens: string[] }
    expect(tokens.length).toBeGreaterThan(0)
    await setting().vendor.fault({
      kind: 'code',
      method: DETAIL,
      code: 1001,
      message: `bad ${tokens[0]} ${sandbox.appKey} ${sandbox.appSecret}`,
    })
    answers.push(await byHand(customer.owner, DETAIL, { imei }))
    const text = JSON.stringify([answers, await trail(customer.ref.tenantId)]).toLowerCase()
    const secrets = [sandbox.appKey, sandbox.appSecret, ...tokens, password, pupil, 'acme-password']
    expect(secrets.filter((secret) => text.includes(secret.toLowerCase()))).toEqual([])
    // A signature is 32 hex digits, and nothing of that form is left.
    expect(text.match(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g)).toBeNull()
  })

  test('foreign and missing things are one answer, and nothing is sent', async () => {
    await setting().knownTenant('other')
    const foreign = setting().vendor.world.imeisOf('other')[0] ?? ''
    const north: Viewer = { ...makeViewer(customer.ref.tenantId, '/acme/acme-north/'), role: 'owner' }
    const refused = [
      byHand(customer.owner, DETAIL, { imei: foreign }),
      byHand(customer.owner, DETAIL, { imei: '1'.repeat(15) }),
      byHand(customer.owner, LOCATIONS, { accountLogin: 'other' }),
      byHand(north, DETAIL, { imei }),
      byHand(customer.owner, 'jimi.device.group.delete', { groupId: 'f'.repeat(32) }, { confirmed: true }),
    ]
    const failures = (await Promise.allSettled(refused)).map(
      (each) => each.status === 'rejected' && each.reason,
    )
    for (const failure of failures) expect(failure).toEqual(new NotFoundError())
    for (const method of [DETAIL, LOCATIONS, 'jimi.device.group.delete'])
      expect(await setting().callsOf(method)).toBe(0)
    await expect(byHand(customer.owner, 'jimi.no.such.method', {})).rejects.toBeInstanceOf(NotFoundError)
  })

  test('only owners may, whatever they ask', async () => {
    for (const role of ['dispatcher', 'distributor', 'viewer'] as const) {
      const viewer: Viewer = { ...customer.owner, role }
      await expect(byHand(viewer, DETAIL, { imei })).rejects.toBeInstanceOf(ForbiddenError)
      expect(() => describeMethod(viewer, DETAIL, 'pro')).toThrow(ForbiddenError)
      expect(() => listExplorerMethods(viewer)).toThrow(ForbiddenError)
    }
    expect(await setting().callsOf(DETAIL)).toBe(0)
  })

  test.each(REFUSED)('the sample of %s is shown and never sent, not even confirmed', async (name) => {
    const before = await setting().callsOf(name)
    const example = exampleOf(name)
    const input = 'imei' in example ? { ...example, imei } : example
    const profile = name.includes('scooter') ? 'ts' : 'pro'
    const reply = await byHand(customer.owner, name, input, { confirmed: true, profile })
    expect(reply).toMatchObject({
      kind: 'refused',
      body: { code: 'not_from_here', message: expect.stringMatching(/\.$/) },
    })
    expect(
      reply.kind === 'refused' && reply.body.request.params.find((param) => param.name === 'method')?.value,
    ).toBe(name)
    expect(await setting().callsOf(name)).toBe(before)
    expect(Object.values(await setting().vendor.calls()).reduce((sum, count) => sum + count, 0)).toBe(0)
  })

  test('a text that a device gets holds nothing that could be an order; the samples of all methods pass', async () => {
    const fence = 'jimi.open.device.fence.create'
    const input = { ...exampleOf(fence), imei, name: 'Depot#RELAY,1' }
    const reply = await byHand(customer.owner, fence, input, { confirmed: true })
    expect(reply).toMatchObject({ kind: 'invalid', body: { problems: [{ path: ['name'] }] } })
    expect(await setting().callsOf(fence)).toBe(0)
    const playback = 'jimi.device.media.history.stream'
    expect(unplainTexts(playback, { fileNames: ['2025_11_13.mp4'] })).toEqual([])
    expect(unplainTexts(playback, { fileNames: ['2025_11_13.mp4', 'a;RESET#'] })).toHaveLength(1)
    expect(unplainTexts('jimi.device.meida.cmd.send', { fileName: 'a|RESET' })).toHaveLength(1)
    for (const name of names) expect(unplainTexts(name, exampleOf(name))).toEqual([])
  })

  test('no method brings a token, each write is cleared by name, and orders to vehicles are told from them', () => {
    const shut = names.filter((name) => refusalOf(name) !== null)
    expect(new Set(shut)).toEqual(new Set(SECRET))
    const orders = listExplorerMethods(customer.owner).filter(({ isOrder }) => isOrder)
    const wanted = [...REFUSED.slice(SECRET.length), INSTRUCT.name]
    expect(new Set(orders.map(({ name }) => name))).toEqual(new Set(wanted))
  })

  test('the instructions of the hub are offered beside the other commands, with a sample for each protocol number', () => {
    const entries = listExplorerMethods(customer.owner)
    const entry = entries.find(({ name }) => name === INSTRUCT.name)
    expect(entry).toMatchObject({
      chapter: 'Commands',
      access: 'write',
      profiles: ['pro'],
      refusal: null,
      isOrder: true,
    })
    expect(entries).toHaveLength(names.length + 1)
    const { samples, fields } = describeMethod(customer.owner, INSTRUCT.name, 'ts')
    // The numbers of method 63 of the vendor's documents, without those whose members nobody knows.
    const wanted = [
      128, 37121, 37122, 37377, 37378, 37381, 37382, 37384, 33283, 33027, 33028, 33030, 33031, 33536,
    ]
    expect(samples.map(({ input }) => input.proNo)).toEqual(expect.arrayContaining(wanted))
    // A token is nobody's to fill in.
    expect(fields.map(({ wireName }) => wireName)).not.toContain('token')
  })

  test('each sample of the hub is shown as it would be sent, its token masked, before it is sent', async () => {
    const { samples } = describeMethod(customer.owner, INSTRUCT.name, 'pro')
    for (const { input, text } of samples) {
      const reply = await byHand(customer.owner, INSTRUCT.name, { ...input, imei })
      expect(reply.kind).toMatch(/^(refused|unconfirmed)$/)
      const request = reply.kind === 'refused' || reply.kind === 'unconfirmed' ? reply.body.request : null
      const shown = new Map(request?.params.map((param) => [param.name, param]))
      expect(shown.get('proNo')?.value).toBe(String(input.proNo))
      // Both names of the device: installations differ in which they read.
      expect([shown.get('deviceImei')?.value, shown.get('imei')?.value]).toEqual([imei, imei])
      expect(withoutLayout(shown.get('cmdContent')?.value)).toEqual(withoutLayout(text))
      expect(shown.get('token')).toEqual({ name: 'token', value: expect.any(String), masked: true })
      expect(request).toMatchObject({ door: 'hub', curl: expect.stringMatching(/^curl -sS "\$HUB" /) })
    }
    expect(await setting().callsOf(INSTRUCT.name)).toBe(0)
    expect(await setting().vendor.calls()).toEqual({})
  })

  test('content that does not fit its protocol number is told at its field', async () => {
    const [sample] = describeMethod(customer.owner, INSTRUCT.name, 'pro').samples
    const problemsOf = async (changes: Record<string, unknown>) => {
      const reply = await byHand(customer.owner, INSTRUCT.name, { ...sample?.input, ...changes })
      return reply.kind === 'invalid' ? reply.body.problems.map(({ path }) => path.join('.')) : reply.kind
    }
    expect(await problemsOf({ proNo: 33283, content: 'STATUS#' })).toEqual(['content'])
    expect(await problemsOf({ content: undefined })).toEqual(['content'])
    expect(await problemsOf({ proNo: 33028 })).toEqual(['content'])
    expect(await problemsOf({ proNo: 5 })).toEqual(['proNo'])
    expect(await problemsOf({ imei: 'x' })).toEqual(['imei'])
    expect(await problemsOf({ token: 'mine' })).toEqual(['token'])
    const dispatcher: Viewer = { ...customer.owner, role: 'dispatcher' }
    await expect(byHand(dispatcher, INSTRUCT.name, {})).rejects.toBeInstanceOf(ForbiddenError)
    expect(() => describeMethod(dispatcher, INSTRUCT.name, 'pro')).toThrow(ForbiddenError)
  })

  test('a write is sent once it is confirmed, and stands in the audit trail', async () => {
    const input = { imei, deviceName: 'Milk run' }
    const asked = await byHand(customer.owner, UPDATE, input)
    expect(asked).toMatchObject({ kind: 'unconfirmed', body: { code: 'confirmation_needed' } })
    const shown = asked.kind === 'unconfirmed' ? asked.body.request.params : []
    expect(shown).toContainEqual({ name: 'device_name', value: 'Milk run', masked: false })
    expect(await setting().callsOf(UPDATE)).toBe(0)
    expect(await trail(customer.ref.tenantId)).toEqual([])
    const { outcome } = doneOf(await byHand(customer.owner, UPDATE, input, { confirmed: true }))
    expect(outcome.kind).toBe('answered')
    expect(await setting().callsOf(UPDATE)).toBe(1)
    const actorId = customer.owner.userId
    expect(await trail(customer.ref.tenantId)).toEqual([
      {
        actorId,
        action: 'explorer.send',
        target: UPDATE,
        detail: { params: { imei, device_name: 'Milk run' } },
      },
      { actorId, action: 'explorer.end', target: UPDATE, detail: { ended: 'answered' } },
    ])
    expect(await verifyAuditChain(customer.ref.tenantId)).toEqual({ intact: true, entries: 2 })
  })

  test('bad input is told field by field, in the names of the form', async () => {
    const bad = await byHand(customer.owner, 'jimi.open.platform.fence.create', {
      accountLogin: 'acme',
      name: '',
      shape: 'circle',
      points: [{ lat: 91, lng: 0 }],
      radiusM: 50,
      colour: 'red',
    })
    expect(bad.kind === 'invalid' && bad.body.problems).toEqual([{ path: ['colour'], kind: 'not_known' }])
    const worse = await byHand(customer.owner, 'jimi.open.platform.fence.create', {
      accountLogin: 'acme',
      name: '',
      shape: 'circle',
      points: [{ lat: 91, lng: 0 }],
      radiusM: 50,
    })
    expect(worse.kind === 'invalid' && worse.body.problems).toEqual([
      { path: ['name'], kind: 'missing' },
      { path: ['points', 0, 'lat'], kind: 'too_big', limit: 90 },
      { path: ['radiusM'], kind: 'too_small', limit: 200 },
    ])
    const rule = await byHand(customer.owner, 'jimi.open.platform.fence.create', {
      accountLogin: 'acme',
      name: 'Yard',
      shape: 'polygon',
      points: [{ lat: 1, lng: 1 }],
    })
    expect(rule.kind === 'invalid' && rule.body.problems).toEqual([
      { path: ['points'], kind: 'custom', text: 'a polygon has three points' },
    ])
    const imeiOnly = await byHand(customer.owner, DETAIL, { imei: 'abc' })
    expect(imeiOnly.kind === 'invalid' && imeiOnly.body.problems).toEqual([
      { path: ['imei'], kind: 'custom', text: 'not an IMEI' },
    ])
  })

  test('a call that names nothing of ours says what to fill in', async () => {
    const days = { beginAt: '2026-01-01T00:00:00Z', endAt: '2026-01-02T00:00:00Z' }
    const call = byHand(customer.owner, 'jimi.open.platform.dlt.report', days)
    await expect(call).rejects.toMatchObject({
      status: 403,
      userMessage: expect.stringContaining('a device or an account'),
    })
  })

  test('a person who asks too often is told to wait', async () => {
    const ask = () => byHand(customer.owner, DETAIL, { imei: 'abc' })
    const results = await Promise.allSettled(Array.from({ length: 61 }, ask))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toBeInstanceOf(TooManyRequestsError)
  })
})
