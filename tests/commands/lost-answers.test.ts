import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Command, CommandReply } from '@/lib/domain/api/command'
import { getCommand, insertCommand } from '@/lib/server/data/commands'
import { db, sql } from '@/lib/server/db'
import { fireCommand, orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { refreshCommand } from '@/lib/server/services/commands-results'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, CUT, RESTORE, STATUS } from './command-world'

const SEND = 'jimi.open.instruction.send'

describeOnEachDatabase('commands whose answer is late or lost', () => {
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

  test('when the answer is lost it is unknown, nothing is sent again, and the history tells what became of it', async () => {
    const before = await world.orders()
    // The vendor does what it is told, and half its answer arrives.
    await world.vendor.fault({ kind: 'half', method: SEND, times: 1 })
    const command = commandOf(await orderCommand(owner, world.request(CUT)))
    expect(command).toMatchObject({ state: 'unknown', outcome: 'unreadable' })
    expect(await world.isCut()).toBe(true)
    expect(await fireCommand(owner, command.id)).toMatchObject({ problem: 'already_sent' })
    expect(await refreshed(command.id)).toMatchObject({ state: 'answered', outcome: 'answered' })
    expect(await world.orders()).toBe(before + 1)
    await release()
  })

  test.each([
    ['a time-out of the device', { kind: 'deviceCode', code: 225 }, { state: 'unknown', outcome: 'timeout' }],
    ['a page of a proxy', { kind: 'html' }, { state: 'unknown', outcome: 'unreadable' }],
    ['a cut connection', { kind: 'drop' }, { state: 'unknown', outcome: 'no_answer' }],
    ['a vendor that is busy', { kind: 'code', code: -1 }, { state: 'unknown', outcome: 'timeout' }],
    ['a token that ended', { kind: 'code', code: 1004 }, { state: 'failed', outcome: 'token' }],
    ['a clock that differs', { kind: 'code', code: 1001, message: 'timestamp error' }, { state: 'failed' }],
    ['a device gone offline', { kind: 'deviceCode', code: 228 }, { state: 'failed', outcome: 'offline' }],
  ])('%s costs a cut its one call, and it is never repeated', async (_, fault, expected) => {
    const before = await world.orders()
    await world.vendor.fault({ ...fault, method: SEND } as Parameters<typeof world.vendor.fault>[0])
    const command = commandOf(await orderCommand(owner, world.request(CUT)))
    expect(command).toMatchObject(expected)
    await world.vendor.heal()
    await world.letTokensRenew()
    for (let look = 0; look < 3; look += 1) await refreshed(command.id)
    expect(await world.orders()).toBe(before + 1)
    await release()
  })

  test('a harmless command goes on after its token ended', async () => {
    const before = await world.orders()
    await world.letTokensRenew()
    await world.vendor.revokeTokens()
    const command = commandOf(await orderCommand(owner, world.request(STATUS)))
    expect(command).toMatchObject({ state: 'sent', kind: 'other' })
    expect(await refreshed(command.id)).toMatchObject({
      state: 'answered',
      answer: expect.stringContaining('Battery:'),
    })
    expect(await world.orders()).toBeLessThanOrEqual(before + 2)
  })

  test('a command that was cut off between leaving and its answer is unknown after a while', async () => {
    const said = { deviceId: world.deviceId, batchId: null, reason: null, typedPlate: null, at: new Date() }
    const wish = { ...said, order: STATUS, text: 'WHERE#', kind: 'other' as const, state: 'ready' as const }
    const leftSecondsAgo = async (seconds: number) => {
      const id = await insertCommand(owner.viewer, wish)
      const leave = `UPDATE command SET state = 'sending', sent_at = now() - $2 * interval '1 s' WHERE id = $1`
      await sql().query(leave, [id, seconds])
      return id
    }
    expect(await refreshed(await leftSecondsAgo(80))).toMatchObject({ state: 'sending' })
    expect(await refreshed(await leftSecondsAgo(91))).toMatchObject({
      state: 'unknown',
      outcome: 'no_answer',
    })
  })

  test("an answer of the hub that comes later by push is the command's", async () => {
    await world.vendor.fault({ kind: 'deviceCode', method: 'sendInstruct', code: 600, times: 1 })
    const order = { door: 'hub', proNo: 128, content: 'VERSION#' } as const
    const { id } = commandOf(await orderCommand(owner, world.request(order)))
    const record = await getCommand(owner.viewer, id)
    expect(record).toMatchObject({ state: 'unknown', outcome: 'timeout' })
    const { tenantId } = owner.viewer
    await db().deviceNotice.create({
      data: {
        tenantId,
        deviceId: world.deviceId,
        topic: 'pushInstructResponse',
        key: id,
        at: new Date(),
        reference: record.requestNumber,
        item: { code: '100', content: '[VERSION]V1' },
        raw: '{}',
        receivedAt: new Date(),
      },
    })
    expect(await refreshed(id)).toMatchObject({ state: 'answered', answer: '[VERSION]V1' })
  })
})
