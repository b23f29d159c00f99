// The tests of one column after another: every case by every door of one of the vendor's nodes.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Actor } from '@/lib/server/services/commands-facts'
import { type DatabaseUnderTest, hasPostgres } from '../db/each-database'
import { CommandSetting } from './command-world'
import {
  counted,
  isBulk,
  release,
  type Scene,
  tryApproved,
  tryCase,
  tryGood,
  tryHarmlessInBulk,
} from './refused-doors'
import { BULK, type BulkName, CASES, CASES_OF_FACTS, DOORS, type DoorName, TABLE } from './refused-table'

/** Defines the columns of a node's doors, and after them the controls that show that its way is open. */
export function defineMatrix(profile: Profile, { kind }: Pick<DatabaseUnderTest, 'kind'>): void {
  // PGlite runs the same statements several times slower, so there only what is read from the database is tried again.
  const cases = kind === 'embedded' && hasPostgres ? CASES_OF_FACTS : CASES
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open(profile, profile === 'ts' ? 'second is a scooter' : 'tracker')
    owner = await world.person('owner')
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
  })
  afterAll(() => world.vendor.close())

  describe.each(columnsOf(profile))('%s', (name) => {
    const scene = (): Scene => ({ world, owner, name })

    test.each(cases)('%s: nothing reaches the vendor', async (each) => {
      expect(await counted(scene(), () => tryCase(scene(), each))).toEqual({
        said: TABLE[each][name],
        calls: 0,
        isCut: false,
      })
    })
  })

  // After all cells: the sandbox's clock of a vehicle that was made to stand runs on from there, and tells other moments.
  describe.each(columnsOf(profile))('%s', (name) => {
    const scene = (): Scene => ({ world, owner, name })
    if (isBulk(name)) defineBulkControls(scene)
    else defineControls(scene, name)
  })
}

function defineControls(scene: () => Scene, name: DoorName): void {
  // Bytes are taken and answered, but no device of the sandbox obeys them.
  const isCut = name !== 'raw bytes'

  test('control: with every condition met it is told the vendor exactly once', async () => {
    expect(await counted(scene(), () => tryGood(scene()))).toEqual({ said: ['done'], calls: 1, isCut })
    await release(scene())
  })

  test('control: approved by a second person, it is told the vendor exactly once', async () => {
    const expected = { said: ['done', 'done'], calls: 1, isCut }
    expect(await counted(scene(), () => tryApproved(scene()))).toEqual(expected)
    await release(scene())
  })
}

function defineBulkControls(scene: () => Scene): void {
  test('with every condition met no cut goes in bulk either', async () => {
    const expected = { said: ['no_cut_in_bulk'], calls: 0, isCut: false }
    expect(await counted(scene(), () => tryGood(scene()))).toEqual(expected)
  })

  test('control: what is harmless goes in bulk, once', async () => {
    const expected = { said: ['done'], calls: 1, isCut: false }
    expect(await counted(scene(), () => tryHarmlessInBulk(scene()))).toEqual(expected)
  })
}

function columnsOf(profile: Profile): (DoorName | BulkName)[] {
  const doors = Object.entries(DOORS).filter(([, door]) => door.profile === profile)
  const bulk = Object.entries(BULK).filter(([, of]) => of === profile)
  return [...doors, ...bulk].map(([name]) => name as DoorName | BulkName)
}
