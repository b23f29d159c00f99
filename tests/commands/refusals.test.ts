import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CommandReply } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import { insertCommand } from '@/lib/server/data/commands'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { callConnection, callJimi } from '@/lib/server/jimi'
import { approveCut, cancelCommand, fireCommand, orderCommand } from '@/lib/server/services/commands'
import { orderBulk } from '@/lib/server/services/commands-bulk'
import { type Actor, readCutFacts } from '@/lib/server/services/commands-facts'
import { describeOnEachDatabase, describeOnEmbedded } from '../db/each-database'
import { CommandSetting, CUT, hexOf, RESTORE, SOS, STATUS, type Telling } from './command-world'

const refusalsOf = (reply: CommandReply) => (reply.kind === 'refused' ? reply.refusals : [reply.kind])

/** Every way in which a vendor of profile pro can be told to cut. */
const DOORS: [string, CommandOrder][] = [
  ['template 163', CUT],
  ['free text', { door: 'template', template: '{0}', params: ['RELAY,1#'] }],
  ['raw bytes', { door: 'raw', hex: hexOf('RELAY,1#') }],
  ['hub instruction 128', { door: 'hub', proNo: 128, content: 'RELAY,1#' }],
]

/** What the vehicle may be like, with the reason that must be given. */
const UNSAFE: [string, Telling, string][] = [
  ['moving', { speedKph: 30 }, 'moving'],
  ['moving on the fix before', { earlierSpeedKph: 30 }, 'moving'],
  ['just above walking speed', { speedKph: 6 }, 'moving'],
  ['on a stale fix', { ageS: 75 }, 'fix_stale'],
  ['on a cell fix', { source: 'cell' }, 'fix_not_gps'],
  ['on a Wi-Fi fix', { source: 'wifi' }, 'fix_not_gps'],
  ['with one fix only', { hasEarlier: false }, 'one_fix_only'],
  ['offline', { online: false }, 'offline'],
  ['told of in the future', { ageS: -120 }, 'fix_in_future'],
  ['of a speed that nobody told', { speedKph: null }, 'speed_unknown'],
  ['of a speed that is no number', { speedKph: Number.NaN }, 'speed_unknown'],
]

/** The same cut, written so that it is not seen. */
const HIDDEN: [string, string][] = [
  ['spaces', 'R E L A Y , 1 #'],
  ['case', 'rElAy,1#'],
  ['full width', 'ＲＥＬＡＹ，１＃'],
  ['letters that cannot be seen', 'RE\u200bLAY,\u00ad1#'],
  ['a second command', 'STATUS#RELAY,1#'],
  ['another line', 'STATUS#\nrelay,1'],
  ['hex', hexOf('RELAY,1#')],
  ['base64', Buffer.from('RELAY,1#').toString('base64')],
  ['escapes', 'RELAY%2C1%23'],
  ['letters of another alphabet', 'RЕLАY,1#'],
  ['an unknown command', 'FACTORY#'],
]

describeOnEachDatabase('a cut that may not be made never reaches the vendor', ({ kind }) => {
  // The rules are the same on both; of the other database only its own reading of the facts is shown again.
  const unsafe =
    kind === 'embedded'
      ? UNSAFE
      : UNSAFE.filter(
          ([, { hasEarlier, speedKph }]) => hasEarlier === false || Number.isNaN(speedKph) || speedKph === 30,
        )
  const hidden = kind === 'embedded' ? HIDDEN : HIDDEN.slice(0, 1)

  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

  /** Asks through every door, and shows that nothing left. */
  async function refusedEverywhere(actor: Actor, over: Parameters<CommandSetting['request']>[1] = {}) {
    const before = await world.orders()
    const replies: CommandReply[] = []
    for (const [, order] of DOORS) replies.push(await orderCommand(actor, world.request(order, over)))
    expect(await world.orders()).toBe(before)
    expect(await world.isCut()).toBe(false)
    return replies.map(refusalsOf)
  }

  test.each(unsafe)('%s, through every door', async (_, telling, refusal) => {
    await world.tell(telling)
    for (const refusals of await refusedEverywhere(owner)) expect(refusals).toContain(refusal)
  })

  test('wrong plate, no reason, no word of confirmation, through every door', async () => {
    for (const refusals of await refusedEverywhere(owner, { typedPlate: 'AA-12-BC' }))
      expect(refusals).toEqual(['wrong_plate'])
    for (const refusals of await refusedEverywhere(owner, { reason: '  ' }))
      expect(refusals).toEqual(['no_reason'])
    const unnamed = await refusedEverywhere(owner, { typedPlate: undefined, reason: undefined })
    for (const refusals of unnamed) expect(refusals).toEqual(['wrong_plate', 'no_reason'])
    for (const refusals of await refusedEverywhere(owner, { confirmed: false }))
      expect(refusals).toEqual(['problem'])
  })

  test('without a fresh proof of identity, or one of another session, through every door', async () => {
    const old = await world.person('owner', [], { provenSecondsAgo: 301 })
    const never = await world.person('owner', [], { provenSecondsAgo: null })
    const elsewhere = { ...owner, sessionHash: 'another session' }
    for (const actor of [old, never, elsewhere])
      for (const refusals of await refusedEverywhere(actor)) expect(refusals).toEqual(['not_reauthenticated'])
  })

  test('without the right, through every door; a viewer and a disabled person send nothing at all', async () => {
    const writer = await world.person('dispatcher', ['raw_commands'])
    for (const refusals of await refusedEverywhere(writer)) expect(refusals).toEqual(['no_permission'])
    const viewer = await world.person('viewer', ['cut_engine', 'raw_commands'])
    const gone = await world.person('owner')
    await db().user.update({ where: { id: gone.viewer.userId }, data: { disabledAt: new Date() } })
    const before = await world.orders()
    for (const actor of [viewer, gone])
      for (const order of [...DOORS.map(([, each]) => each), SOS, RESTORE])
        expect(await orderCommand(actor, world.request(order))).toEqual({
          kind: 'problem',
          problem: 'may_not_send',
        })
    // The session may still say owner: what counts is what the database says.
    const demoted = { ...viewer, viewer: { ...viewer.viewer, role: 'owner' as const } }
    expect(await orderCommand(demoted, world.request(CUT))).toMatchObject({ problem: 'may_not_send' })
    const cutter = await world.person('dispatcher', ['cut_engine'])
    for (const [, order] of DOORS.slice(1))
      expect(await orderCommand(cutter, world.request(order))).toMatchObject({ problem: 'may_not_write' })
    expect(await world.orders()).toBe(before)
  })

  test.each(hidden)('a moving vehicle is safe from text that hides what it does by %s', async (_, text) => {
    await world.tell({ speedKph: 50 })
    const before = await world.orders()
    const orders: CommandOrder[] = [
      { door: 'template', template: '{0}', params: [text] },
      { door: 'template', template: 'SOS,A,{0},{1},{2}#', params: ['1', '2', `3#${text}`] },
      { door: 'raw', hex: hexOf(text) },
      { door: 'hub', proNo: 128, content: text },
    ]
    for (const order of orders)
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain('moving')
    expect(await world.orders()).toBe(before)
  })

  test('what can be read in more than one way is sent by nobody, standing or not', async () => {
    const before = await world.orders()
    const odd: [CommandOrder, string][] = [
      [{ door: 'template', template: '{0}', params: ['RELAY,{0}#'] }, 'ambiguous'],
      [{ door: 'template', template: '{0}', params: ['{1}', 'RELAY,1#'] }, 'ambiguous'],
      [{ door: 'template', template: '{0}', params: ['STATUS#', 'RELAY,1#'] }, 'unused_params'],
      [{ door: 'template', template: 'RELAY,{0}#', params: [] }, 'missing_param'],
      // Only what the device's own list has: the vendor may go by the number and not by the text.
      [{ door: 'template', template: 'STATUS#', params: [] }, 'unknown_template'],
      [{ door: 'template', template: 'RELAY,1#', params: [] }, 'unknown_template'],
      [{ door: 'raw', hex: 'ABC' }, 'not_hex'],
      [{ door: 'scooter', text: 'LOCK#' }, 'not_a_scooter'],
    ]
    for (const [order, problem] of odd)
      expect(await orderCommand(owner, world.request(order))).toEqual({ kind: 'problem', problem })
    expect(await world.orders()).toBe(before)
  })

  test('bytes that nobody can read, and other instructions of the hub, are held to the rules of a cut', async () => {
    await world.tell({ speedKph: 50 })
    const before = await world.orders()
    const opaque: CommandOrder[] = [
      { door: 'raw', hex: '7E8105000101234567890100016400007E' },
      { door: 'hub', proNo: 33029, content: '{"commandWord":100}' },
      { door: 'hub', proNo: 33027, content: '{"61440":"1"}' },
    ]
    for (const order of opaque)
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain('moving')
    expect(await world.orders()).toBe(before)
  })

  test('in bulk nothing cuts, however it is written, and no row is left behind', async () => {
    const { viewer } = owner
    const before = await world.orders()
    const rows = await db().command.count({ where: { tenantId: viewer.tenantId } })
    for (const [, order] of DOORS) {
      const reply = await orderBulk(viewer, { deviceIds: [world.deviceId], order, confirmed: true })
      expect(reply).toEqual({ ok: false, problem: 'no_cut_in_bulk' })
    }
    const foreign = { deviceIds: [world.deviceId, viewer.userId], order: STATUS, confirmed: true }
    await expect(orderBulk(viewer, foreign)).rejects.toEqual(new NotFoundError())
    expect(await db().command.count({ where: { tenantId: viewer.tenantId } })).toBe(rows)
    expect(await world.orders()).toBe(before)
  })

  test('no other way of the server takes an order to the vendor', async () => {
    const before = await world.orders()
    const { imei } = world
    const instruction = { templateId: 163, template: 'RELAY,{0}#', params: ['1'], replaceQueued: false }
    await expect(
      callJimi(owner.viewer, 'jimi.open.instruction.send', { imei, instruction }),
    ).rejects.toBeInstanceOf(ForbiddenError)
    await expect(
      callConnection(world.customer.ref, 'jimi.open.instruction.raw.send', {
        imei,
        bytesHex: hexOf('DYD#').toUpperCase(),
      }),
    ).rejects.toBeInstanceOf(ForbiddenError)
    await expect(
      callJimi(owner.viewer, 'jimi.scooter.instruction.send', { imei, text: 'LOCK#' }),
    ).rejects.toBeInstanceOf(ForbiddenError)
    expect(await world.orders()).toBe(before)
  })

  test('a device out of scope is one that does not exist', async () => {
    const before = await world.orders()
    const elsewhere = await world.person('dispatcher', ['cut_engine', 'raw_commands'], {
      scopePath: '/acme/acme-northwest/',
    })
    for (const [, order] of DOORS)
      await expect(orderCommand(elsewhere, world.request(order))).rejects.toEqual(new NotFoundError())
    expect(await world.orders()).toBe(before)
  })

  test('a row that claims to be harmless is judged by what would leave', async () => {
    await world.tell({ speedKph: 50 })
    const before = await world.orders()
    const said = { deviceId: world.deviceId, batchId: null, reason: null, typedPlate: null, at: new Date() }
    const forged = { ...said, order: CUT, text: 'RELAY,1#', kind: 'other' as const, state: 'ready' as const }
    const id = await insertCommand(owner.viewer, forged)
    expect(refusalsOf(await fireCommand(owner, id))).toContain('moving')
    const changed = await insertCommand(owner.viewer, { ...forged, text: 'STATUS#' })
    expect(await fireCommand(owner, changed)).toEqual({ kind: 'problem', problem: 'changed' })
    expect(await world.orders()).toBe(before)
  })

  test('refusals stand in the audit trail', async () => {
    await world.tell({ speedKph: 50 })
    await orderCommand(owner, world.request(CUT))
    expect((await world.trail()).at(-1)).toBe('command.refuse')
  })

  describe('where a second person is demanded', () => {
    beforeAll(() => world.requireApproval())

    async function requested(actor: Actor = owner): Promise<string> {
      const reply = await orderCommand(actor, world.request(CUT))
      if (reply.kind !== 'awaiting_approval') throw new Error(JSON.stringify(reply))
      return reply.command.id
    }

    test('nobody sends without an approval, and the requester is none', async () => {
      const before = await world.orders()
      const id = await requested()
      expect(await fireCommand(owner, id)).toMatchObject({ problem: 'already_sent' })
      expect(await approveCut(owner, id)).toEqual({ kind: 'problem', problem: 'own_approval' })
      // Not even by hand in the database.
      const where = { tenantId_id: { tenantId: owner.viewer.tenantId, id } }
      const own = { state: 'approved', approvedById: owner.viewer.userId, approvedAt: new Date() }
      await expect(db().command.update({ where, data: own })).rejects.toThrow(/approver_is_another/)
      expect(await world.orders()).toBe(before)
    })

    test('an approver needs the right and a fresh proof', async () => {
      const id = await requested()
      const mere = await world.person('dispatcher', ['cut_engine'])
      expect(await approveCut(mere, id)).toMatchObject({ problem: 'may_not_approve' })
      const tired = await world.person('distributor', ['approve_cuts'], { provenSecondsAgo: 301 })
      expect(await approveCut(tired, id)).toMatchObject({ problem: 'not_reauthenticated' })
      expect((await db().command.findFirstOrThrow({ where: { id } })).state).toBe('awaiting_approval')
    })

    test('speed that changed between approval and sending stops it, and so does everything else that changed', async () => {
      const before = await world.orders()
      const id = await requested()
      const second = await world.person('distributor', ['approve_cuts'])
      expect(await approveCut(second, id)).toMatchObject({ kind: 'done', command: { state: 'approved' } })
      await world.tell({ speedKph: 40 })
      expect(refusalsOf(await fireCommand(owner, id))).toEqual(['moving'])
      await world.tell({ source: 'cell' })
      expect(refusalsOf(await fireCommand(owner, id))).toEqual(['fix_not_gps'])
      await world.tell()
      // Somebody else cannot send what the requester asked for.
      expect(await fireCommand(second, id)).toMatchObject({ problem: 'may_not_send' })
      await db().device.updateMany({ where: { id: world.deviceId }, data: { plate: 'ZZ-99-ZZ' } })
      expect(refusalsOf(await fireCommand(owner, id))).toEqual(['wrong_plate'])
      await db().device.updateMany({ where: { id: world.deviceId }, data: { plate: 'AA-12-BB' } })
      await db().user.update({ where: { id: second.viewer.userId }, data: { rights: [] } })
      expect(refusalsOf(await fireCommand(owner, id))).toEqual(['approver_may_not'])
      await db().user.update({ where: { id: second.viewer.userId }, data: { rights: ['approve_cuts'] } })
      const where = { tenantId_id: { tenantId: owner.viewer.tenantId, id } }
      await db().command.update({ where, data: { approvedAt: new Date(Date.now() - 601_000) } })
      expect(await fireCommand(owner, id)).toMatchObject({ problem: 'already_sent' })
      expect((await db().command.findFirstOrThrow({ where: { id } })).state).toBe('expired')
      expect(await world.orders()).toBe(before)
    })

    test('a request that nobody takes up expires, and one declined is over', async () => {
      const before = await world.orders()
      const id = await requested()
      const where = { tenantId_id: { tenantId: owner.viewer.tenantId, id } }
      await db().command.update({ where, data: { requestedAt: new Date(Date.now() - 901_000) } })
      const second = await world.person('distributor', ['approve_cuts'])
      expect(await approveCut(second, id)).toMatchObject({ problem: 'not_waiting' })
      const other = await requested()
      expect(await cancelCommand(second.viewer, other)).toMatchObject({ command: { state: 'cancelled' } })
      expect(await approveCut(second, other)).toMatchObject({ problem: 'not_waiting' })
      expect(await fireCommand(owner, other)).toMatchObject({ problem: 'already_sent' })
      expect(await world.orders()).toBe(before)
    })

    test('a request is not even put before an approver while the vehicle moves', async () => {
      await world.tell({ speedKph: 50 })
      expect(refusalsOf(await orderCommand(owner, world.request(CUT)))).toEqual(['moving'])
    })

    test('facts tell of the demand', async () => {
      const facts = await readCutFacts(owner, world.deviceId, {
        fresh: null,
        isQueueable: false,
        approved: null,
      })
      expect(facts).toMatchObject({ needsApproval: true, approval: null, isOnline: true })
    })
  })
})

describeOnEmbedded('the legacy profile', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open('ts', 'scooter')
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())

  test.each(UNSAFE)('a scooter %s is neither locked nor cut by template 113', async (_, telling, refusal) => {
    await world.tell(telling)
    const before = await world.orders()
    const doors: CommandOrder[] = [
      { door: 'scooter', text: 'LOCK#' },
      { door: 'scooter', text: ' l o c k #' },
      { door: 'template', template: 'RELAY,1#', params: [] },
      { door: 'template', template: '{0}', params: ['LOCK#'] },
    ]
    for (const order of doors) {
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain(refusal)
      const bulk = await orderBulk(owner.viewer, { deviceIds: [world.deviceId], order, confirmed: true })
      expect(bulk).toEqual({ ok: false, problem: 'no_cut_in_bulk' })
    }
    expect(await world.orders()).toBe(before)
  })

  test('what the profile has no door for is sent through none', async () => {
    await world.tell()
    const before = await world.orders()
    for (const order of [DOORS[2]?.[1], DOORS[3]?.[1]])
      if (order)
        expect(await orderCommand(owner, world.request(order))).toMatchObject({
          problem: 'not_on_this_profile',
        })
    expect(await world.orders()).toBe(before)
  })

  test('a scooter that stands is locked once, and let go', async () => {
    await world.tell()
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
    const before = await world.orders()
    const lock = await orderCommand(owner, world.request({ door: 'scooter', text: 'LOCK#' }))
    expect(lock).toMatchObject({ kind: 'done', command: { state: 'sent', kind: 'cut' } })
    expect(await world.isCut()).toBe(true)
    const release = world.request(
      { door: 'scooter', text: 'ENABLE#' },
      { reason: undefined, typedPlate: undefined },
    )
    expect(await orderCommand(owner, release)).toMatchObject({ kind: 'done', command: { kind: 'restore' } })
    expect(await world.isCut()).toBe(false)
    expect(await world.orders()).toBe(before + 2)
  })
})
