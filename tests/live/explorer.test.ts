// A call by hand against the sandbox: what it shows of the way to the vendor and back.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import { describeMethod } from '@/lib/server/services/explorer-methods'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEmbedded } from '../db/each-database'
import { byHand, DETAIL, doneOf, UPDATE } from './explorer-desk'
import { LOCATIONS, prepareLiveSetting } from './live-setting'
import type { Customer } from './vendor'

const setting = prepareLiveSetting()

describeOnEmbedded('the explorer shows', () => {
  let customer: Customer
  let imei: string
  beforeEach(async () => {
    forgetSingleton('explorer-limiter')
    customer = await setting().knownTenant()
    imei = setting().vendor.world.imeisOf('acme')[0] ?? ''
  })

  test('a read shows the request, the answer as it came and as it was read, and how long it took', async () => {
    const { outcome, exchanges } = doneOf(await byHand(customer.owner, DETAIL, { imei }))
    const [exchange] = exchanges
    expect(exchanges).toHaveLength(1)
    expect(exchange).toMatchObject({ status: 200, raw: { cut: false } })
    expect(JSON.parse(exchange?.raw?.text ?? '')).toMatchObject({ code: 0, result: { imei } })
    expect(exchange?.durationMs).toBeGreaterThanOrEqual(0)
    const params = Object.fromEntries(exchange?.request.params.map(({ name, value }) => [name, value]) ?? [])
    expect(params).toMatchObject({ method: DETAIL, imei, sign_method: 'md5', v: '1.0', format: 'json' })
    expect(outcome).toMatchObject({ kind: 'answered', dropped: [], droppedCount: 0 })
    expect(outcome.kind === 'answered' && JSON.parse(outcome.decoded.text)).toMatchObject({ imei })
  })

  test('asked twice it asks the vendor twice: there always is a real exchange', async () => {
    await byHand(customer.owner, DETAIL, { imei })
    await Promise.all([byHand(customer.owner, DETAIL, { imei }), byHand(customer.owner, DETAIL, { imei })])
    expect(await setting().callsOf(DETAIL)).toBe(3)
  })

  test('rows that could not be read are named with the reason, and the others live', async () => {
    // A device number without digits is one no row can do without.
    const [broken] = setting().vendor.world.devices.filter(({ account }) => account === 'acme-north')
    if (broken) Object.assign(broken, { imei: 'no digits' })
    const { outcome, exchanges } = doneOf(
      await byHand(customer.owner, LOCATIONS, { accountLogin: 'acme-north' }),
    )
    expect(exchanges[0]?.raw?.text).toContain('no digits')
    expect(outcome).toMatchObject({
      kind: 'answered',
      droppedCount: 1,
      dropped: [{ index: expect.any(Number), reason: expect.stringContaining('imei') }],
    })
    // acme-north has three devices, see fleet-world.ts.
    expect(outcome.kind === 'answered' && JSON.parse(outcome.decoded.text)).toHaveLength(2)
  })

  test('an answer of which no row can be read is shown as it came', async () => {
    await setting().vendor.fault({ kind: 'garbled', method: LOCATIONS })
    const { outcome, exchanges } = doneOf(await byHand(customer.owner, LOCATIONS, { accountLogin: 'acme' }))
    expect(outcome).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('no row can be read'),
    })
    expect(exchanges[0]?.raw?.text).toContain('garbled')
  })

  test('numbers sent as texts are read all the same', async () => {
    await setting().vendor.fault({ kind: 'numbersAsText', method: LOCATIONS })
    const { outcome } = doneOf(await byHand(customer.owner, LOCATIONS, { accountLogin: 'acme' }))
    expect(outcome).toMatchObject({ kind: 'answered', droppedCount: 0 })
  })

  test("a refusal shows the vendor's code, its meaning in words, and the answer itself", async () => {
    await setting().vendor.fault({ kind: 'code', method: DETAIL, code: 1002 })
    const { outcome, exchanges } = doneOf(await byHand(customer.owner, DETAIL, { imei }))
    expect(outcome).toMatchObject({ kind: 'refused', code: 1002, retry: 'never' })
    // As lib/jimi/contract/codes.ts words it.
    expect(outcome).toMatchObject({ meaning: expect.stringContaining('does not exist') })
    expect(exchanges[0]?.raw?.text).toContain('1002')
  })

  test('every try of a busy vendor is shown, and a page or half an answer as it came', async () => {
    await setting().vendor.fault({ kind: 'code', method: DETAIL, code: -1, times: 1 })
    const busy = doneOf(await byHand(customer.owner, DETAIL, { imei }))
    expect(busy.exchanges).toHaveLength(2)
    expect(busy.outcome.kind).toBe('answered')
    await setting().vendor.fault({ kind: 'html', method: DETAIL, times: 1 })
    const page = doneOf(await byHand(customer.owner, DETAIL, { imei }))
    expect(page.outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('a web page') })
    expect(page.exchanges[0]?.raw?.text).toMatch(/^</)
    await setting().vendor.fault({ kind: 'half', method: DETAIL, times: 1 })
    expect(doneOf(await byHand(customer.owner, DETAIL, { imei })).outcome.kind).toMatch(
      /unreadable|no_answer/,
    )
  })

  describe('as a curl line', () => {
    const run = async (line: string) => {
      const { sandbox } = setting().vendor
      const response = await fetch(`${sandbox.controlUrl}/tokens`)
      const { tokens } = (await response.json()) as { tokens: string[] }
      const variables = {
        URL: sandbox.url,
        KEY: sandbox.appKey,
        SECRET: sandbox.appSecret,
        TOKEN: tokens[0] ?? '',
        HUB: sandbox.hubUrl,
        // What docs/sandbox.md says of a sandbox that was not told otherwise.
        HUB_TOKEN: 'sandbox-hub-token',
      }
      const { stdout } = await promisify(execFile)('bash', ['-euc', line], {
        env: { ...process.env, ...variables },
      })
      return JSON.parse(stdout) as { code: number; result: unknown }
    }

    test('a read runs against the sandbox as it stands', async () => {
      const { exchanges } = doneOf(await byHand(customer.owner, DETAIL, { imei }))
      expect(await run(exchanges[0]?.request.curl ?? '')).toMatchObject({ code: 0, result: { imei } })
    })

    test('values with quotes, blanks, dollars and other alphabets are signed as they are sent', async () => {
      const deviceName = `Zoë's "van" $HOME & 粤B\\n 100% +1`
      const asked = await byHand(customer.owner, UPDATE, { imei, deviceName })
      // Somebody must have signed in before there is a token.
      await byHand(customer.owner, DETAIL, { imei })
      expect(await run(asked.kind === 'unconfirmed' ? asked.body.request.curl : '')).toMatchObject({
        code: 0,
      })
      const { outcome } = doneOf(await byHand(customer.owner, DETAIL, { imei }))
      expect(outcome.kind === 'answered' && JSON.parse(outcome.decoded.text).deviceName).toBe(deviceName)
    })

    test('a text command for the hub runs against the sandbox, and what the shell knows is not in it', async () => {
      const content = `SAY,Zoë's "van" $HOME & 粤B 100%#`
      const [sample] = describeMethod(customer.owner, INSTRUCT.name, 'pro').samples
      const held = await byHand(customer.owner, INSTRUCT.name, { ...sample?.input, imei, content })
      const line = held.kind === 'refused' ? held.body.request.curl : ''
      expect(line).not.toContain('sandbox-hub-token')
      expect(await run(line)).toMatchObject({ code: 0, data: { _imei: imei } })
    })
  })
})
