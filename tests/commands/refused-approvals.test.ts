import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { approveCut, cancelCommand, fireCommand, orderCommand } from '@/lib/server/services/commands'
import { type Actor, readCutFacts } from '@/lib/server/services/commands-facts'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, CUT } from './command-world'
import { refusalsOf } from './refused-cases'

describeOnEachDatabase('where a second person is demanded', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
    await world.requireApproval()
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

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
    const before = await world.orders()
    const id = await requested()
    const early = await world.person('distributor', ['approve_cuts'], { provenSecondsAgo: -60 })
    expect(await approveCut(early, id)).toMatchObject({ problem: 'not_reauthenticated' })
    const mere = await world.person('dispatcher', ['cut_engine'])
    expect(await approveCut(mere, id)).toMatchObject({ problem: 'may_not_approve' })
    const tired = await world.person('distributor', ['approve_cuts'], { provenSecondsAgo: 301 })
    expect(await approveCut(tired, id)).toMatchObject({ problem: 'not_reauthenticated' })
    expect((await db().command.findFirstOrThrow({ where: { id } })).state).toBe('awaiting_approval')
    expect(await world.orders()).toBe(before)
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
    const elsewhere = { rights: ['approve_cuts'], scopePath: '/acme/acme-northwest/' }
    await db().user.update({ where: { id: second.viewer.userId }, data: elsewhere })
    expect(refusalsOf(await fireCommand(owner, id))).toEqual(['approver_may_not'])
    await db().user.update({ where: { id: second.viewer.userId }, data: { scopePath: '/' } })
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
    const before = await world.orders()
    await world.tell({ speedKph: 50 })
    expect(refusalsOf(await orderCommand(owner, world.request(CUT)))).toEqual(['moving'])
    expect(await world.orders()).toBe(before)
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
