// A cut that is refused while somebody takes it back: both take the command first and the audit trail last, so neither waits
// for what the other holds.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCommand } from '@/lib/server/data/commands'
import { database } from '@/lib/server/db'
import { fireCommand } from '@/lib/server/services/commands'
import { describeOnPostgres } from '../db/each-database'
import { takeRecord, waitingSessions } from '../db/lock-waits'
import { CommandSetting, CUT, REASON } from './command-world'
import { refusalsOf } from './refused-cases'

describeOnPostgres('a cut that is refused beside one who takes it back', () => {
  let world: CommandSetting
  beforeAll(async () => {
    world = await CommandSetting.open()
    await world.tell()
  })
  afterAll(() => world.vendor.close())

  test('waits for the command without the audit trail in its hands', async () => {
    const actor = await world.person('owner', ['cut_engine'])
    const { viewer } = actor
    const wish = {
      deviceId: world.deviceId,
      batchId: null,
      order: CUT,
      text: 'RELAY,1#',
      kind: 'cut',
    } as const
    const said = { reason: REASON, typedPlate: 'ZZ-99-ZZ' }
    const id = await insertCommand(viewer, { ...wish, ...said, state: 'ready', at: new Date() })
    const { reply } = await database().transaction(async (taking) => {
      // As cancelCommand does: the command, then the trail.
      await taking.query('SELECT 1 FROM command WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [
        viewer.tenantId,
        id,
      ])
      const reply = fireCommand(actor, id)
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      expect(await takeRecord(taking, viewer.tenantId)).toBe(true)
      return { reply }
    })
    expect(refusalsOf(await reply)).toEqual(['wrong_plate'])
    expect(await world.trail()).toEqual(['command.refuse'])
  })
})
