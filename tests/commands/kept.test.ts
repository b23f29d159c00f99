import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { listSavedCommands } from '@/lib/server/data/command-settings'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { dropSaved, keepCommand } from '@/lib/server/services/commands-saved'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'

const order = (text: string) => ({ door: 'template' as const, template: text, params: [] })

async function person(tenantId: string, role: Viewer['role'], scopePath: string): Promise<Viewer> {
  const userId = randomUUID()
  const profile = { email: `${userId}@example.com`, name: role, passwordHash: '-', role, scopePath }
  await db().user.create({ data: { tenantId, id: userId, ...profile } })
  return { tenantId, userId, role, scopePath }
}

describeOnEachDatabase('commands kept at hand', () => {
  let owner: Viewer
  let north: Viewer
  let colleague: Viewer
  let south: Viewer
  let onlooker: Viewer
  beforeAll(async () => {
    const { tenantId } = await makeTenant()
    owner = await person(tenantId, 'owner', '/')
    north = await person(tenantId, 'dispatcher', accountPath(['north']))
    colleague = await person(tenantId, 'dispatcher', accountPath(['north']))
    south = await person(tenantId, 'dispatcher', accountPath(['south']))
    onlooker = await person(tenantId, 'viewer', accountPath(['north']))
  })
  const namesFor = async (viewer: Viewer) => (await listSavedCommands(viewer)).map(({ name }) => name)

  test('are seen in the scope they were kept in and above it, never beside or below', async () => {
    expect(await keepCommand(owner, 'Of all', order('VERSION#'))).toBe(true)
    expect(await keepCommand(north, 'Of the north', order('STATUS#'))).toBe(true)
    expect(await namesFor(owner)).toEqual(['Of all', 'Of the north'])
    expect(await namesFor(north)).toEqual(['Of the north'])
    expect(await namesFor(south)).toEqual([])
  })

  test('keep their name from being taken by a colleague, and another scope may have the same', async () => {
    await keepCommand(north, 'Wake', order('WAKE#'))
    expect(await keepCommand(colleague, 'Wake', order('SERVER,1,evil.example,80,0#'))).toBe(false)
    expect(await keepCommand(south, 'Wake', order('STATUS#'))).toBe(true)
    const kept = (await listSavedCommands(north)).find(({ name }) => name === 'Wake')
    expect(kept?.order).toEqual(order('WAKE#'))
  })

  test('are taken away by who kept them or by an owner, and by nobody else', async () => {
    await keepCommand(north, 'Mine', order('STATUS#'))
    const id = (await listSavedCommands(north)).find(({ name }) => name === 'Mine')?.id ?? ''
    await expect(dropSaved(colleague, id)).rejects.toBeInstanceOf(NotFoundError)
    await expect(dropSaved(south, id)).rejects.toBeInstanceOf(NotFoundError)
    await expect(dropSaved(onlooker, id)).rejects.toBeInstanceOf(ForbiddenError)
    await dropSaved(owner, id)
    expect(await namesFor(north)).not.toContain('Mine')
  })
})
