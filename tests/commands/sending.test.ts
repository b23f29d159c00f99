import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Command, CommandReply } from '@/lib/domain/api/command'
import { listCommands } from '@/lib/server/data/command-history'
import { getCommand } from '@/lib/server/data/commands'
import { claimJob } from '@/lib/server/data/system/jobs'
import { db, sql } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import { proveIdentity } from '@/lib/server/reauthentication'
import { approveCut, cancelCommand, fireCommand, orderCommand } from '@/lib/server/services/commands'
import { COMMAND_BATCH, orderBulk, runBatch, stopBatch } from '@/lib/server/services/commands-bulk'
import type { Actor } from '@/lib/server/services/commands-facts'
import { refreshCommand } from '@/lib/server/services/commands-results'
import { forgetSingleton } from '@/lib/server/singleton'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, CUT, hexOf, RESTORE, SOS, STATUS } from './command-world'

const SEND = 'jimi.open.instruction.send'

describeOnEachDatabase('commands that may be sent', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

  const commandOf = (reply: CommandReply): Command => {
    if (reply.kind !== 'done' && reply.kind !== 'awaiting_approval') throw new Error(JSON.stringify(reply))
    return reply.command
  }
  const refreshed = async (id: string) => {
    forgetSingleton('command-history-asked')
    return refreshCommand(owner.viewer, await getCommand(owner.viewer, id))
  }
  const release = async () => commandOf(await orderCommand(owner, world.request(RESTORE)))

  test('an allowed cut is exactly one call, the vehicle stands, and the device says so', async () => {
    const before = await world.orders()
    const command = commandOf(await orderCommand(owner, world.request(CUT)))
    expect(command).toMatchObject({ state: 'sent', kind: 'cut', text: 'RELAY,1#', isMine: true })
    expect(await world.orders()).toBe(before + 1)
    expect(await world.isCut()).toBe(true)
    expect(await refreshed(command.id)).toMatchObject({
      state: 'answered',
      answer: expect.stringContaining('Cut off the fuel supply: Success!'),
    })
    expect(await fireCommand(owner, command.id)).toMatchObject({ problem: 'already_sent' })
    expect(await world.orders()).toBe(before + 1)
    expect((await world.trail()).slice(-2)).toEqual(['command.request', 'command.send'])
    // Restoring asks for nothing but a word.
    await world.tell({ speedKph: 90, source: 'cell' })
    const plain = { reason: undefined, typedPlate: undefined }
    const dispatcher = await world.person('dispatcher', [], { provenSecondsAgo: null })
    expect(
      await orderCommand(dispatcher, world.request(RESTORE, { ...plain, confirmed: false })),
    ).toMatchObject({
      problem: 'unconfirmed',
    })
    expect(commandOf(await orderCommand(dispatcher, world.request(RESTORE, plain)))).toMatchObject({
      kind: 'restore',
    })
    expect(await world.isCut()).toBe(false)
  })

  test('two presses of the button are one call', async () => {
    await world.requireApproval()
    const second = await world.person('distributor', ['approve_cuts'])
    const { id } = commandOf(await orderCommand(owner, world.request(CUT)))
    await approveCut(second, id)
    const before = await world.orders()
    const replies = await Promise.all([1, 2, 3].map(() => fireCommand(owner, id)))
    expect(replies.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect(
      replies.filter((reply) => reply.kind === 'problem' && reply.problem === 'already_sent'),
    ).toHaveLength(2)
    expect(await world.orders()).toBe(before + 1)
    expect(await refreshed(id)).toMatchObject({ state: 'answered', approvedByName: 'distributor' })
    // The database itself lets no row leave a second time.
    const again = sql().query(
      `UPDATE command SET state = 'ready', sent_at = now() + interval '1 s' WHERE id = $1`,
      [id],
    )
    await expect(again).rejects.toThrow(/has been sent already/)
    await db().commandSetting.deleteMany()
    await release()
  })

  test('a vehicle that drives off while its cut waits for its turn is not cut', async () => {
    await world.letTokensRenew()
    const { tenantId } = owner.viewer
    const asked = async () => (await world.calls())['jimi.device.location.get'] ?? 0
    const before = { orders: await world.orders(), asked: await asked() }
    // As many commands as may be under way at once, each with a slow answer.
    await world.vendor.fault({ kind: 'slow', method: SEND, ms: 3_000 })
    const away = { deviceId: world.deviceIds.get(world.imeis[2] ?? '') ?? '' }
    const slow = [1, 2, 3, 4].map(() => orderCommand(owner, world.request(STATUS, away)))
    await expect.poll(() => world.orders(), { timeout: 10_000 }).toBe(before.orders + 4)
    const cut = orderCommand(owner, world.request(CUT))
    // Asked for when it was ordered, and again at the door: now it waits.
    await expect.poll(asked, { timeout: 10_000 }).toBe(before.asked + 2)
    await world.tell({ speedKph: 50 })
    expect(await cut).toEqual({ kind: 'refused', refusals: ['moving'] })
    await Promise.all(slow)
    await world.vendor.heal()
    expect(await world.orders()).toBe(before.orders + 4)
    expect(await world.isCut()).toBe(false)
    const row = await db().command.findFirstOrThrow({
      where: { tenantId, kind: 'cut' },
      orderBy: { requestedAt: 'desc' },
    })
    expect(row).toMatchObject({ state: 'refused', outcome: 'moving', sentAt: null })
  })

  test('an offline device: what may wait is queued, what may not is refused, and a cut does not even leave', async () => {
    const away = world.imeis[1] ?? ''
    const to = { deviceId: world.deviceIds.get(away) ?? '' }
    await world.tell({ online: false }, away)
    const queued = commandOf(await orderCommand(owner, world.request(SOS, to)))
    expect(await refreshed(queued.id)).toMatchObject({ state: 'queued', settledAt: null })
    const refused = commandOf(await orderCommand(owner, world.request(STATUS, to)))
    expect(refused).toMatchObject({ state: 'failed', outcome: 'offline' })
    const before = await world.orders()
    expect(await orderCommand(owner, world.request(CUT, to))).toMatchObject({ refusals: ['offline'] })
    expect(await world.orders()).toBe(before)
    // It has left, so it is no longer ours to take back.
    expect(await cancelCommand(owner.viewer, queued.id)).toMatchObject({ problem: 'already_sent' })
  })

  test('raw bytes and the hub cut under the same rules, each by one call', async () => {
    const before = await world.orders()
    const raw = commandOf(await orderCommand(owner, world.request({ door: 'raw', hex: hexOf('RELAY,1#') })))
    expect(raw).toMatchObject({ state: 'sent', kind: 'cut', text: '52454C41592C3123' })
    const hub = world.request({ door: 'hub', proNo: 128, content: 'RELAY,1#' })
    expect(commandOf(await orderCommand(owner, hub))).toMatchObject({
      state: 'answered',
      answer: expect.stringContaining('Success'),
    })
    expect(await world.isCut()).toBe(true)
    expect(await world.orders()).toBe(before + 2)
    await release()
  })

  test('a batch tells each device, reports each by itself, and stops', async () => {
    const { viewer } = owner
    const ids = world.imeis.map((imei) => world.deviceIds.get(imei) ?? '')
    for (const imei of world.imeis) await world.tell({ online: imei !== world.imeis[1] }, imei)
    const before = await world.orders()
    const reply = await orderBulk(viewer, { deviceIds: [...ids, ...ids], order: STATUS, confirmed: true })
    if (!reply.ok) throw new Error(reply.problem)
    expect(reply.count).toBe(3)
    const job = await claimJob([COMMAND_BATCH], { owner: 'test', leaseMs: 60_000 })
    if (job === null) throw new Error('no job')
    await runBatch(job, new AbortController().signal)
    const states = async () => {
      const { commands } = await listCommands(viewer, { batchId: reply.batchId }, { take: 10 })
      return commands.map(({ imei, state, outcome }) => [imei === world.imeis[1], state, outcome]).toSorted()
    }
    expect(await states()).toEqual([
      [false, 'sent', null],
      [false, 'sent', null],
      [true, 'failed', 'offline'],
    ])
    // Done again, by a worker that takes over: nothing is sent twice.
    await runBatch(job, new AbortController().signal)
    expect(await world.orders()).toBe(before + 3)
    const stopped = await orderBulk(viewer, { deviceIds: ids, order: STATUS, confirmed: true })
    if (!stopped.ok) throw new Error(stopped.problem)
    expect(await stopBatch(viewer, stopped.batchId)).toBe(3)
    const rest = await claimJob([COMMAND_BATCH], { owner: 'test', leaseMs: 60_000 })
    if (rest) await runBatch(rest, new AbortController().signal)
    expect(await world.orders()).toBe(before + 3)
  })

  test('identity is proved by the own password alone, for one session, and tries are counted', async () => {
    const person = await world.person('dispatcher', ['cut_engine'], { provenSecondsAgo: null })
    const { viewer, sessionHash } = person
    const { email } = await db().user.update({
      where: { id: viewer.userId },
      data: { passwordHash: await hashPassword('right horse') },
    })
    const throttle = createSignInThrottle()
    const prove = (password: string, mail = email) =>
      proveIdentity(viewer, { email: mail, password, address: '203.0.113.9', sessionHash }, throttle)
    expect(await prove('wrong horse')).toEqual({ kind: 'refused' })
    const other = await db().user.findFirstOrThrow({ where: { id: owner.viewer.userId } })
    expect(await prove('right horse', other.email)).toEqual({ kind: 'refused' })
    expect(await orderCommand(person, world.request(CUT))).toMatchObject({
      refusals: ['not_reauthenticated'],
    })
    expect(await prove('right horse')).toMatchObject({ kind: 'ok' })
    const elsewhere = { ...person, sessionHash: 'another' }
    expect(await orderCommand(elsewhere, world.request(CUT))).toMatchObject({
      refusals: ['not_reauthenticated'],
    })
    expect(commandOf(await orderCommand(person, world.request(CUT)))).toMatchObject({ state: 'sent' })
    await release()
    for (let attempt = 0; attempt < 5; attempt += 1) await prove('wrong horse')
    expect(await prove('right horse')).toMatchObject({ kind: 'throttled' })
  })
})
