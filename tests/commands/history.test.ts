import { beforeAll, expect, test } from 'vitest'
import type { CommandFilter } from '@/lib/domain/api/command'
import type { CommandKind } from '@/lib/domain/command-safety-kind'
import type { Viewer } from '@/lib/server/access'
import { type CommandCursor, listCommands } from '@/lib/server/data/command-history'
import { insertCommand } from '@/lib/server/data/commands'
import { listCommandPage } from '@/lib/server/services/commands-list'
import { describeOnEachDatabase } from '../db/each-database'
import { makeFleet, makePerson } from '../db/fixtures'
import { STATUS } from './command-world'

const ALL = 61
const NOON_MS = Date.parse('2026-03-01T12:00:00Z')

describeOnEachDatabase('a long history of commands', () => {
  let owner: Viewer
  let devices: string[] = []
  const ids: string[] = []

  beforeAll(async () => {
    const { tenantId, deviceIds } = await makeFleet(2)
    devices = deviceIds
    owner = await makePerson({ tenantId, role: 'owner' })
    for (let index = 0; index < ALL; index += 1) {
      const kind: CommandKind = index % 20 === 0 ? 'restore' : 'other'
      const said = {
        batchId: null,
        reason: null,
        typedPlate: null,
        order: STATUS,
        state: 'cancelled' as const,
      }
      // Four at each moment, as of a batch.
      const at = new Date(NOON_MS + Math.floor(index / 4) * 1000)
      const deviceId = devices[index % 2] ?? ''
      ids.push(await insertCommand(owner, { ...said, deviceId, text: `STATUS,${index}#`, kind, at }))
    }
  })

  /** All that fit, read page by page with so many looked through at once; with how many questions it took. */
  async function readAll(filter: CommandFilter, take: number, searched?: number) {
    const found: string[] = []
    let before: CommandCursor | null = null
    for (let questions = 1; ; questions += 1) {
      const page = await listCommands(owner, filter, { take, before, searched })
      expect(page.commands.length).toBeLessThanOrEqual(take)
      found.push(...page.commands.map(({ id }) => id))
      if (page.next === null) return { found, questions }
      before = page.next
    }
  }

  test.each([
    ['all of them', {}, () => true],
    ['one kind', { kind: 'restore' }, (index: number) => index % 20 === 0],
    ['a rare text', { search: 'status,7#' }, (index: number) => index === 7],
    ['the oldest', { search: 'STATUS,0#' }, (index: number) => index === 0],
    ['no text at all', { search: 'nowhere' }, () => false],
  ] as const)(
    'pages of %s have each that fits once, however few are looked through at once',
    async (_, filter, fits) => {
      const expected = ids.filter((_each, index) => fits(index))
      for (const searched of [undefined, 10, 1]) {
        const { found } = await readAll(filter, 7, searched)
        expect(found.toSorted()).toEqual(expected.toSorted())
      }
    },
  )

  test('those of one vehicle are the newest first', async () => {
    const { found } = await readAll({ deviceId: devices[1] }, 5, 10)
    const expected = ids.filter((_, index) => index % 2 === 1)
    expect(found.toSorted()).toEqual(expected.toSorted())
    const place = new Map(ids.map((id, index) => [id, Math.floor(index / 4)]))
    const moments = found.map((id) => place.get(id) ?? 0)
    expect(moments).toEqual(moments.toSorted((a, b) => b - a))
  })

  test('one question looks through no more than it may, and says that it did not see all', async () => {
    const first = await listCommands(owner, { search: 'status,7#' }, { take: 7, searched: 10 })
    expect(first).toMatchObject({ commands: [], isPartSearched: true })
    // 61 of them, 10 at once.
    expect((await readAll({ search: 'nowhere' }, 7, 10)).questions).toBe(7)
    expect(await listCommands(owner, { search: 'nowhere' }, { take: 7 })).toEqual({
      ...{ commands: [], next: null, isPartSearched: false },
    })
  })

  test('a page of the answer goes on where the one before ended, and says when it is the last', async () => {
    const sizes: number[] = []
    const seen = new Set<string>()
    let before: string | undefined
    do {
      const page = await listCommandPage(owner, {}, before)
      expect(page.searchedTo).toBeNull()
      sizes.push(page.commands.length)
      for (const { id } of page.commands) seen.add(id)
      before = page.next ?? undefined
    } while (before !== undefined)
    // 61 in pages of 25.
    expect(sizes).toEqual([25, 25, 11])
    expect(seen.size).toBe(ALL)
  })
})
