import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Command, CommandReply } from '@/lib/domain/api/command'
import { getCommand, insertCommand } from '@/lib/server/data/commands'
import { claimJob } from '@/lib/server/data/system/jobs'
import { db, sql } from '@/lib/server/db'
import { takeLeases } from '@/lib/server/jobs/leases'
import { cancelCommand, fireApproved, fireCommand, orderCommand } from '@/lib/server/services/commands'
import { COMMAND_BATCH, orderBulk, runBatch, stopBatch } from '@/lib/server/services/commands-bulk'
import type { Actor } from '@/lib/server/services/commands-facts'
import { CommandFollower } from '@/lib/server/services/commands-follower'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, CUT, SOS, STATUS } from './command-world'

const HISTORY = 'jimi.open.instruction.result'
const WHERE = 'jimi.device.location.get'

describeOnEachDatabase('commands that nobody looks at', () => {
  let world: CommandSetting
  let owner: Actor
  let follower: CommandFollower
  let away = ''
  let awayImei = ''

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
    awayImei = world.imeis[1] ?? ''
    away = world.deviceIds.get(awayImei) ?? ''
  })
  afterAll(() => world.vendor.close())
  beforeEach(async () => {
    follower = new CommandFollower()
    forgetSingleton('command-history-asked')
    await db().command.deleteMany()
    await world.tell()
    await world.tell({ online: false }, awayImei)
  })

  afterEach(() => follower.stop())

  const commandOf = (reply: CommandReply): Command => {
    if (reply.kind !== 'done' && reply.kind !== 'awaiting_approval') throw new Error(JSON.stringify(reply))
    return reply.command
  }
  const order = async (...[wish, over]: Parameters<CommandSetting['request']>) =>
    commandOf(await orderCommand(owner, world.request(wish, over)))
  const stateOf = async (id: string) => (await getCommand(owner.viewer, id)).state
  const callsOf = async (method: string) => (await world.calls())[method] ?? 0
  const hold = () => order(SOS, { deviceId: away, holdHours: 24 })

  test('are asked after in the background, one question for all of a device, and never sent again', async () => {
    const first = await order(STATUS)
    const second = await order(SOS)
    expect([first.state, second.state]).toEqual(['sent', 'sent'])
    const before = { orders: await world.orders(), asked: await callsOf(HISTORY) }
    expect(await follower.round()).toBe(true)
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['answered', 'answered'])
    expect(await callsOf(HISTORY)).toBe(before.asked + 1)
    // With an answer there is nothing more to ask.
    expect(await follower.round()).toBe(false)
    expect(await callsOf(HISTORY)).toBe(before.asked + 1)
    expect(await world.orders()).toBe(before.orders)
  })

  test('are asked after more and more seldom, and no more after seven days', async () => {
    const { id } = await order(SOS, { deviceId: away })
    expect(await follower.round()).toBe(true)
    expect(await stateOf(id)).toBe('queued')
    const asked = await callsOf(HISTORY)
    for (let look = 0; look < 5; look += 1) await follower.round()
    expect(await callsOf(HISTORY)).toBe(asked)
    const said = { deviceId: away, batchId: null, reason: null, typedPlate: null, at: new Date() }
    const old = { ...said, order: SOS, text: 'OLD#', kind: 'other' as const, state: 'ready' as const }
    const oldId = await insertCommand(owner.viewer, old)
    await db().command.deleteMany({ where: { id } })
    await sql().query(
      `UPDATE command SET state = 'queued', sent_at = now() - interval '8 days' WHERE id = $1`,
      [oldId],
    )
    forgetSingleton('command-history-asked')
    expect(await follower.round()).toBe(false)
    expect(await callsOf(HISTORY)).toBe(asked)
  })

  test('one whose answer was lost is asked after and not sent again', async () => {
    await world.vendor.fault({ kind: 'half', method: 'jimi.open.instruction.send', times: 1 })
    const lost = await order(STATUS)
    expect(lost.state).toBe('unknown')
    const before = await world.orders()
    await follower.round()
    expect(await stateOf(lost.id)).toBe('answered')
    expect(await world.orders()).toBe(before)
  })

  test('while another process follows a tenant, this one asks nothing', async () => {
    await order(STATUS)
    const { tenantId } = owner.viewer
    await takeLeases({ tenantId, kind: 'commands', ids: [tenantId], owner: 'another', ttlMs: 60_000 })
    const asked = await callsOf(HISTORY)
    await follower.round()
    expect(await callsOf(HISTORY)).toBe(asked)
    await sql().query(`UPDATE job SET lease_until = NULL, lease_owner = NULL WHERE lease_owner = 'another'`)
    await follower.round()
    expect(await callsOf(HISTORY)).toBe(asked + 1)
  })

  test('one for an offline device waits with us, leaves once when it is back, and is answered', async () => {
    const before = { orders: await world.orders(), asked: await callsOf(WHERE) }
    const held = await hold()
    expect(held).toMatchObject({ state: 'waiting', sentAt: null, expiresAt: expect.any(String) })
    for (let look = 0; look < 3; look += 1) await follower.round()
    // The vendor was asked where it is once, not at every look.
    expect(await callsOf(WHERE)).toBe(before.asked + 1)
    expect([await stateOf(held.id), await world.orders()]).toEqual(['waiting', before.orders])
    await world.tell({}, awayImei)
    await follower.round()
    expect(await world.orders()).toBe(before.orders + 1)
    await Promise.all([follower.round(), new CommandFollower().round()])
    expect([await stateOf(held.id), await world.orders()]).toEqual(['answered', before.orders + 1])
  })

  test('that a device is back is learned from the vendor when nobody watches the map', async () => {
    const held = await hold()
    await world.tell({}, awayImei)
    await sql().query(`UPDATE device_state SET online = false WHERE device_id = $1`, [away])
    const before = await world.orders()
    await follower.round()
    expect(await world.orders()).toBe(before + 1)
    expect(await stateOf(held.id)).not.toBe('waiting')
  })

  test('one that waits can be taken back, runs out by itself, and needs its requester to have the right still', async () => {
    const before = await world.orders()
    const taken = await hold()
    expect(await cancelCommand(owner.viewer, taken.id)).toMatchObject({ command: { state: 'cancelled' } })
    const over = await hold()
    await db().command.updateMany({ where: { id: over.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    const dispatcher = await world.person('dispatcher')
    const request = world.request(SOS, { deviceId: away, holdHours: 1 })
    const demoted = commandOf(await orderCommand(dispatcher, request))
    await db().user.update({ where: { id: dispatcher.viewer.userId }, data: { role: 'viewer' } })
    await world.tell({}, awayImei)
    await follower.round()
    expect(await stateOf(over.id)).toBe('expired')
    expect(await getCommand(owner.viewer, demoted.id)).toMatchObject({
      state: 'failed',
      outcome: 'may_not_send',
    })
    expect(await world.orders()).toBe(before)
  })

  test('a cut never waits, whatever is asked, and the database takes none that would', async () => {
    const before = await world.orders()
    const request = world.request(CUT, { deviceId: away, holdHours: 24 })
    expect(await orderCommand(owner, request)).toMatchObject({ kind: 'refused', refusals: ['offline'] })
    const said = { deviceId: away, batchId: null, reason: null, typedPlate: null, at: new Date() }
    const forged = { ...said, order: CUT, text: 'RELAY,1#', kind: 'cut' as const, state: 'waiting' as const }
    await expect(
      insertCommand(owner.viewer, { ...forged, expiresAt: new Date(Date.now() + 60_000) }),
    ).rejects.toThrow(/waits_harmless/)
    // Nor does one that claims to be harmless.
    const id = await insertCommand(owner.viewer, {
      ...forged,
      kind: 'other',
      expiresAt: new Date(Date.now() + 60_000),
    })
    await world.tell({}, awayImei)
    await follower.round()
    expect(await stateOf(id)).toBe('refused')
    expect(await world.orders()).toBe(before)
  })

  test('of a batch those for offline devices wait, the others leave, and stopping takes back what waits', async () => {
    const { viewer } = owner
    const deviceIds = [world.deviceId, away]
    const before = await world.orders()
    const reply = await orderBulk(viewer, { deviceIds, order: SOS, confirmed: true, holdHours: 24 })
    if (!reply.ok) throw new Error(reply.problem)
    const job = await claimJob([COMMAND_BATCH], { owner: 'test', leaseMs: 60_000 })
    if (job === null) throw new Error('no job')
    await runBatch(job, new AbortController().signal)
    const rows = await db().command.findMany({ where: { batchId: reply.batchId } })
    expect(rows.map(({ deviceId, state }) => [deviceId === away, state]).toSorted()).toEqual([
      [false, 'sent'],
      [true, 'waiting'],
    ])
    expect(await world.orders()).toBe(before + 1)
    expect(await stopBatch(viewer, reply.batchId)).toBe(1)
    await world.tell({}, awayImei)
    await follower.round()
    expect(await world.orders()).toBe(before + 1)
  })

  test('what merely stood ready runs out, a cut or not, and is never sent after', async () => {
    const before = await world.orders()
    const said = { deviceId: world.deviceId, batchId: null, reason: 'stolen', typedPlate: 'AA-12-BB' }
    const cut = { ...said, order: CUT, text: 'RELAY,1#', kind: 'cut' as const, state: 'ready' as const }
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
    const left = await insertCommand(owner.viewer, { ...cut, at: ago(121) })
    const batchId = randomUUID()
    const sos = {
      ...said,
      batchId,
      order: SOS,
      text: 'SOS#',
      kind: 'other' as const,
      state: 'ready' as const,
    }
    const late = await insertCommand(owner.viewer, { ...sos, at: ago(3601) })
    const inTurn = await insertCommand(owner.viewer, { ...sos, at: ago(3000) })
    expect(await fireApproved(owner, left)).toMatchObject({ problem: 'already_sent' })
    expect(await fireCommand(owner, left)).toMatchObject({ problem: 'already_sent' })
    await follower.round()
    expect([await stateOf(left), await stateOf(late), await stateOf(inTurn)]).toEqual([
      'expired',
      'expired',
      'ready',
    ])
    const fresh = await insertCommand(owner.viewer, { ...cut, at: ago(1) })
    expect(await fireApproved(owner, fresh)).toMatchObject({ problem: 'already_sent' })
    expect(await world.orders()).toBe(before)
  })

  test('of a batch whose requester is gone nothing is sent and nothing stays ready', async () => {
    const before = await world.orders()
    const gone = await world.person('dispatcher')
    const reply = await orderBulk(gone.viewer, { deviceIds: [world.deviceId], order: SOS, confirmed: true })
    if (!reply.ok) throw new Error(reply.problem)
    await db().user.update({ where: { id: gone.viewer.userId }, data: { disabledAt: new Date() } })
    const job = await claimJob([COMMAND_BATCH], { owner: 'test', leaseMs: 60_000 })
    if (job === null) throw new Error('no job')
    await runBatch(job, new AbortController().signal)
    const rows = await db().command.findMany({ where: { batchId: reply.batchId } })
    expect(rows.map(({ state }) => state)).toEqual(['failed'])
    expect(await world.orders()).toBe(before)
  })

  test('a request for approval that nobody takes up runs out without anybody looking', async () => {
    await world.requireApproval()
    const { id } = await order(CUT)
    await db().command.updateMany({ where: { id }, data: { requestedAt: new Date(Date.now() - 901_000) } })
    await follower.round()
    expect(await stateOf(id)).toBe('expired')
  })
})
