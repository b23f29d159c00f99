import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { START_MS } from './fixture-world'
import { METHOD_TABLE } from './method-table'
import type { Call, Cause, Context, MethodSpec } from './methods/vocabulary'
import { type Bench, type Envelope, openBench, type Params } from './raw-client'
import { yardWorld } from './yard-world'

// Plain HTTP, our own signing, and the vendor's sheets: no client of ours takes part.

function names(list: string): string[] {
  return list
    .split(/\s+/)
    .filter((name) => name !== '')
    .sort()
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) throw new Error(`no object but ${JSON.stringify(value)}`)
  return Object.keys(value).sort()
}

test('the table holds the whole sheet', () => {
  const listed = new Set(METHOD_TABLE.map(({ method }) => method))
  expect(listed.size).toBe(62)
  // The index of the sheet marks 26 methods ts+pro, the two scooter ones ts, and the other 34 pro.
  expect(METHOD_TABLE.filter(({ profiles }) => profiles.some((one) => one === 'ts'))).toHaveLength(28)
})

describe.each(['ts', 'pro'] as const)('profile %s', (profile) => {
  let bench: Bench
  let context: Context
  beforeAll(async () => {
    bench = await openBench({ profile, world: yardWorld })
  })
  afterAll(() => bench.sandbox.close())
  beforeEach(async () => {
    await bench.control('/reset', 'POST')
    bench.clock.ms = START_MS
    const access_token = await bench.login()
    // The minute between two token.get calls is over by the next one.
    bench.clock.ms += 60_000
    const call: Call = (method, params = {}) => bench.call(method, { access_token, ...params })
    context = { bench, call }
  })

  const own = METHOD_TABLE.filter(({ profiles }) => profiles.some((one) => one === profile))
  const others = METHOD_TABLE.filter(({ profiles }) => !profiles.some((one) => one === profile))

  test.each(own)('$method answers with exactly the documented members', async (spec) => {
    const answer = await context.call(spec.method, { ...spec.params, ...(await spec.prepare?.(context)) })
    expect(answer).toMatchObject({ code: spec.okCode ?? 0 })
    const text = spec.method === 'jimi.scooter.device.detail' ? 'msg' : 'message'
    expect(answer).toHaveProperty(text, spec.okMessage ?? (text === 'msg' ? 'Operation success.' : 'success'))
    const envelope = profile === 'ts' ? (spec.tsEnvelope ?? spec.envelope) : spec.envelope
    expect(keysOf(answer)).toEqual(names(`code ${text} ${envelope}`))
    const members = profile === 'ts' ? (spec.tsMembers ?? spec.members) : spec.members
    if (spec.pick && members) expect(keysOf(spec.pick(answer))).toEqual(names(members))
    for (const { pick, members } of spec.nested ?? []) expect(keysOf(pick(answer))).toEqual(names(members))
  })

  const failures = own.flatMap((spec) =>
    Object.entries(spec.errors).map(([code, cause]) => ({ spec, code, cause, method: spec.method })),
  )

  test.each(failures)('$method refuses with $code', async ({ spec, code, cause }) => {
    const answer = await provoke({ spec, code, cause })
    expectRefusal(spec, code, answer)
    expect(answer).toHaveProperty('result')
    expect('data' in answer).toBe(profile === 'pro')
  })

  test.each(own.filter(({ method }) => method !== 'jimi.oauth.token.get'))(
    '$method asks for a token',
    async ({ method, params }) => {
      expect(await bench.call(method, params)).toMatchObject({ code: 1001 })
      const stale = await bench.call(method, { ...params, access_token: 'f'.repeat(32) })
      expect(stale).toMatchObject({ code: 1004, message: 'Illegal request,token is invalid' })
    },
  )

  test.each(others)('$method is unknown here', async ({ method, params }) => {
    expect(await context.call(method, params)).toMatchObject({ code: 1007 })
  })

  async function provoke({ spec, code, cause }: { spec: MethodSpec; code: string; cause: Cause }) {
    if (typeof cause === 'function') return cause(context)
    const prepared: Params = { ...spec.params, ...(await spec.prepare?.(context)) }
    if (cause === 'fault') await bench.control('/faults', 'POST', { kind: 'code', code: Number(code) })
    if (cause === 'rate') {
      await bench.setSwitches({ ratePerSecond: 0.001 })
      await context.call(spec.method, prepared)
    }
    if (cause === 'stale token') return bench.call(spec.method, { ...prepared, access_token: 'stale' })
    return context.call(spec.method, typeof cause === 'string' ? prepared : { ...prepared, ...cause })
  }
})

/** Codes of devices travel inside: in the text of 12005, in `result` of -1. */
function expectRefusal(spec: MethodSpec, code: string, answer: Envelope): void {
  const [, innerCode] = /^inner (\d+)$/.exec(code) ?? []
  if (innerCode === undefined) {
    expect(answer.code).toBe(Number(code))
    return
  }
  if (spec.method.startsWith('jimi.open.instruction')) {
    expect(answer).toMatchObject({ code: 12005, message: `Fail to send command. Result code:${innerCode}` })
    return
  }
  expect(answer).toMatchObject({ code: -1, message: 'Operation successful', result: { code: innerCode } })
}
