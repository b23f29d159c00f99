import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { insertCommand } from '@/lib/server/data/commands'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { callConnection, callJimi } from '@/lib/server/jimi'
import { fireCommand, orderCommand } from '@/lib/server/services/commands'
import { orderBulk } from '@/lib/server/services/commands-bulk'
import type { Actor } from '@/lib/server/services/commands-facts'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, CUT, hexOf, RESTORE, SOS, STATUS } from './command-world'
import { refusalsOf, WAYS } from './refused-cases'

describeOnEachDatabase('a cut that its requester may not make never reaches the vendor', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

  test('a viewer and a disabled person send nothing at all', async () => {
    const viewer = await world.person('viewer', ['cut_engine', 'raw_commands'])
    const gone = await world.person('owner')
    await db().user.update({ where: { id: gone.viewer.userId }, data: { disabledAt: new Date() } })
    const before = await world.orders()
    const denied = await world.person('dispatcher', ['cut_engine', 'raw_commands'])
    const deniedRights = ['send_commands']
    await db().user.update({ where: { id: denied.viewer.userId }, data: { deniedRights } })
    for (const actor of [viewer, gone, denied])
      for (const order of [...WAYS.map(([, each]) => each), SOS, RESTORE])
        expect(await orderCommand(actor, world.request(order))).toEqual({
          kind: 'problem',
          problem: 'may_not_send',
        })
    // The session may still say owner: what counts is what the database says.
    const demoted = { ...viewer, viewer: { ...viewer.viewer, role: 'owner' as const } }
    expect(await orderCommand(demoted, world.request(CUT))).toMatchObject({ problem: 'may_not_send' })
    const cutter = await world.person('dispatcher', ['cut_engine'])
    for (const [, order] of WAYS.slice(1))
      expect(await orderCommand(cutter, world.request(order))).toMatchObject({ problem: 'may_not_write' })
    expect(await world.orders()).toBe(before)
  })

  test('in bulk nothing cuts, however it is written, and no row is left behind', async () => {
    const { viewer } = owner
    const before = await world.orders()
    const rows = await db().command.count({ where: { tenantId: viewer.tenantId } })
    for (const [, order] of WAYS) {
      const reply = await orderBulk(viewer, { deviceIds: [world.deviceId], order, confirmed: true })
      expect(reply).toEqual({ ok: false, problem: 'no_cut_in_bulk' })
    }
    const foreign = { deviceIds: [world.deviceId, viewer.userId], order: STATUS, confirmed: true }
    await expect(orderBulk(viewer, foreign)).rejects.toEqual(new NotFoundError())
    expect(await db().command.count({ where: { tenantId: viewer.tenantId } })).toBe(rows)
    expect(await world.orders()).toBe(before)
  })

  test('a value that brings another command takes the right to write, at once, in bulk and held', async () => {
    const params = ['1', '2', '3#SERVER,1,evil.example,80,0#APN,x#RESET']
    const order = { ...SOS, params } as const
    const mere = await world.person('dispatcher')
    const { deviceId } = world
    const problem = 'may_not_write'
    const before = await world.orders()
    const rows = await db().command.count()
    expect(await orderCommand(mere, world.request(order))).toMatchObject({ problem })
    for (const holdHours of [undefined, 24] as const) {
      const wish = { deviceIds: [deviceId], order, confirmed: true, holdHours }
      expect(await orderBulk(mere.viewer, wish)).toEqual({ ok: false, problem })
    }
    await world.tell({ online: false })
    expect(await orderCommand(mere, world.request(order, { holdHours: 24 }))).toMatchObject({ problem })
    expect(await db().command.count()).toBe(rows)
    // Nor does one leave that was written down before.
    await world.tell()
    const text = `SOS,A,${params.join()}#`
    const said = { deviceId, batchId: null, reason: null, typedPlate: null, at: new Date() }
    const row = { ...said, order, text, kind: 'other' as const, expiresAt: new Date(Date.now() + 60_000) }
    for (const state of ['ready', 'waiting'] as const)
      expect(await fireCommand(mere, await insertCommand(mere.viewer, { ...row, state }))).toMatchObject({
        problem,
      })
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
    for (const [, order] of WAYS)
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
})
