// Orders to vehicles from the explorer: what is harmless leaves once, as a command; what cuts never leaves.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ExplorerCall } from '@/lib/domain/api/explorer'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import type { Actor } from '@/lib/server/services/commands-facts'
import { forgetSingleton } from '@/lib/server/singleton'
import { CommandSetting, hexOf } from '../commands/command-world'
import { describeOnEmbedded } from '../db/each-database'
import { byHand } from './explorer-desk'

const SEND = 'jimi.open.instruction.send'
const RAW = 'jimi.open.instruction.raw.send'
const SCOOTER = 'jimi.scooter.instruction.send'
const HUB = INSTRUCT.name
const LIST = 'jimi.open.instruction.list'

/** What the form of the hub demands beside the order. */
const HUB_REST = { requestNumber: 1042, logKey: '1042', platform: 'web' }

describeOnEmbedded('an order from the explorer', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => {
    forgetSingleton('explorer-limiter')
    // Everything would allow a cut: what is refused is so because it is asked for here.
    return world.tell()
  })

  const templates = async () => {
    const row = { imei: world.imei }
    const { outcome } = await byHand(owner.viewer, LIST, row).then((reply) => {
      if (reply.kind !== 'done') throw new Error(JSON.stringify(reply))
      return reply.result
    })
    if (outcome.kind !== 'answered') throw new Error(outcome.kind)
    const rows: { id: number; template: string }[] = JSON.parse(outcome.decoded.text)
    return (template: string) => rows.find((each) => each.template === template)?.id ?? 0
  }
  const instruction = (templateId: number, template: string, params: string[], replaceQueued = false) => ({
    imei: world.imei,
    instruction: { templateId, template, params, replaceQueued },
  })
  const commands = () => db().command.count({ where: { tenantId: owner.viewer.tenantId } })
  const send = (name: string, input: ExplorerCall['input'], over: Partial<ExplorerCall> = {}) =>
    byHand(owner.viewer, name, input, { confirmed: true, ...over })

  test('a harmless command is exactly one call, a command, and an entry in the audit trail', async () => {
    const idOf = await templates()
    const input = instruction(idOf('{0}'), '{0}', ['STATUS#'])
    const before = { orders: await world.orders(), rows: await commands() }
    const asked = await send(SEND, input, { confirmed: false })
    expect(asked).toMatchObject({ kind: 'unconfirmed', body: { code: 'confirmation_needed' } })
    expect([await world.orders(), await commands()]).toEqual([before.orders, before.rows])
    expect(await world.trail()).toEqual([])
    const reply = await send(SEND, input)
    expect(reply).toMatchObject({
      kind: 'ordered',
      body: { command: { state: 'sent', kind: 'other', text: 'STATUS#', isMine: true } },
    })
    const params = reply.kind === 'ordered' ? reply.body.request.params : []
    expect(params.filter(({ name }) => ['access_token', 'app_key', 'sign'].includes(name))).toEqual(
      expect.arrayContaining(
        ['access_token', 'app_key', 'sign'].map((name) => expect.objectContaining({ name, masked: true })),
      ),
    )
    expect([await world.orders(), await commands()]).toEqual([before.orders + 1, before.rows + 1])
    expect(await world.trail()).toEqual(['command.send'])
  })

  test('what lets a vehicle drive again goes out, and so do harmless orders to the hub', async () => {
    const idOf = await templates()
    const before = await world.orders()
    const restore = instruction(idOf('RELAY,{0}#'), 'RELAY,{0}#', ['0'])
    expect(await send(SEND, restore)).toMatchObject({ body: { command: { kind: 'restore', state: 'sent' } } })
    const status = { ...HUB_REST, imei: world.imei, proNo: 128, content: 'STATUS#' }
    expect(await send(HUB, status)).toMatchObject({
      kind: 'ordered',
      body: { command: { kind: 'other', state: 'answered' }, request: { door: 'hub' } },
    })
    const raw = await send(RAW, { imei: world.imei, bytesHex: hexOf('STATUS#') })
    expect(raw).toMatchObject({ kind: 'ordered', body: { command: { kind: 'other', state: 'sent' } } })
    expect(await world.orders()).toBe(before + 3)
  })

  test('a lost answer is unknown, and the order is not made again', async () => {
    const before = await world.orders()
    await world.vendor.fault({ kind: 'half', method: SEND, times: 1 })
    const idOf = await templates()
    const reply = await send(SEND, instruction(idOf('{0}'), '{0}', ['STATUS#']))
    expect(reply).toMatchObject({ kind: 'ordered', body: { command: { state: 'unknown' } } })
    expect(await world.orders()).toBe(before + 1)
  })

  test('a cut is refused by every door, however it is written, although the vehicle stands', async () => {
    const idOf = await templates()
    const before = { calls: await world.calls(), rows: await commands(), trail: await world.trail() }
    const bytes = hexOf('RELAY,1#').toUpperCase()
    const cuts: [string, ExplorerCall['input']][] = [
      [SEND, instruction(idOf('RELAY,{0}#'), 'RELAY,{0}#', ['1'])],
      [SEND, instruction(idOf('{0}'), '{0}', ['RELAY,1#'])],
      [SEND, instruction(idOf('{0}'), '{0}', [bytes])],
      // The vendor's own number of the cut beside another text.
      [SEND, instruction(113, '{0}', ['STATUS#'])],
      // Nobody knows what it does.
      [SEND, instruction(idOf('{0}'), '{0}', ['FACTORY#'])],
      [RAW, { imei: world.imei, bytesHex: bytes }],
      [RAW, { imei: world.imei, bytesHex: '0B02C3A405060708' }],
      [HUB, { ...HUB_REST, imei: world.imei, proNo: 128, content: 'RELAY,1#' }],
      [HUB, { ...HUB_REST, imei: world.imei, proNo: 128, content: bytes }],
      [SCOOTER, { imei: world.imei, text: 'LOCK#' }],
      [SCOOTER, { imei: world.imei, text: 'RELAY,1#' }],
    ]
    for (const [name, input] of cuts) {
      forgetSingleton('explorer-limiter')
      const profile = name === SCOOTER ? 'ts' : 'pro'
      for (const confirmed of [true, false])
        expect(await send(name, input, { profile, confirmed }), JSON.stringify(input)).toMatchObject({
          kind: 'refused',
          body: { code: 'not_from_here', reason: 'cut', message: expect.stringContaining('commands page') },
        })
    }
    expect(await world.isCut()).toBe(false)
    // Nothing at all was asked of the vendor, nothing written down.
    expect([await world.calls(), await commands(), await world.trail()]).toEqual(Object.values(before))
  })

  test('what is sent is what was shown: another number, a queue or a device without the way is told', async () => {
    const idOf = await templates()
    const id = idOf('{0}')
    const before = await world.orders()
    const rows = await commands()
    expect(await send(SEND, instruction(id + 1, '{0}', ['STATUS#']))).toMatchObject({
      kind: 'invalid',
      body: { problems: [{ path: ['instruction', 'templateId'], text: expect.stringContaining(`${id}`) }] },
    })
    expect(await send(SEND, instruction(id, '{0}', ['STATUS#'], true))).toMatchObject({
      kind: 'invalid',
      body: { problems: [{ path: ['instruction', 'replaceQueued'] }] },
    })
    const waiting = { ...HUB_REST, imei: world.imei, proNo: 128, content: 'STATUS#', queueOffline: true }
    expect(await send(HUB, waiting)).toMatchObject({
      kind: 'invalid',
      body: { problems: [{ path: ['queueOffline'] }] },
    })
    expect(await send(SEND, instruction(7, 'STATUS#', []))).toMatchObject({
      kind: 'refused',
      body: { reason: 'order', problem: 'unknown_template' },
    })
    expect(await send(SCOOTER, { imei: world.imei, text: 'ENABLE#' }, { profile: 'ts' })).toMatchObject({
      kind: 'refused',
      body: { reason: 'order', problem: 'not_a_scooter' },
    })
    expect(await send(SEND, instruction(id, '{0}', ['STATUS{0}#']))).toMatchObject({
      body: { reason: 'order', problem: 'ambiguous' },
    })
    expect([await world.orders(), await commands()]).toEqual([before, rows])
  })

  test('only owners may, and only to their own vehicles', async () => {
    const input = { ...HUB_REST, imei: world.imei, proNo: 128, content: 'STATUS#' }
    const before = await world.calls()
    for (const role of ['dispatcher', 'distributor', 'viewer'] as const) {
      const { viewer } = await world.person(role, ['raw_commands', 'cut_engine'])
      await expect(byHand(viewer, HUB, input, { confirmed: true })).rejects.toBeInstanceOf(ForbiddenError)
    }
    const north = await world.person('owner', [], { scopePath: '/acme/acme-northwest/' })
    for (const [viewer, imei] of [
      [owner.viewer, '1'.repeat(15)],
      [north.viewer, world.imei],
    ] as const)
      await expect(byHand(viewer, HUB, { ...input, imei }, { confirmed: true })).rejects.toEqual(
        new NotFoundError(),
      )
    // The session may still say owner: what counts is what the database says.
    const { viewer: demoted } = await world.person('viewer')
    expect(await byHand({ ...demoted, role: 'owner' }, HUB, input, { confirmed: true })).toMatchObject({
      kind: 'refused',
      body: { reason: 'order', problem: 'may_not_send' },
    })
    expect(await world.calls()).toEqual(before)
  })
})

describeOnEmbedded('an order to a scooter from the explorer', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open('ts', 'scooter')
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())

  test('a standing scooter is not locked, and is let go by one call', async () => {
    await world.tell()
    const order = (text: string) =>
      byHand(owner.viewer, SCOOTER, { imei: world.imei, text }, { profile: 'ts', confirmed: true })
    for (const text of ['LOCK#', 'lock#', 'RELAY,1#'])
      expect(await order(text)).toMatchObject({ kind: 'refused', body: { reason: 'cut' } })
    expect(await world.calls()).toEqual({})
    expect(await order('ENABLE#')).toMatchObject({
      kind: 'ordered',
      body: { command: { kind: 'restore', text: 'ENABLE#', state: 'sent' } },
    })
    expect(await world.orders()).toBe(1)
    expect(await world.trail()).toEqual(['command.send'])
  })
})
