// Finding people and invitations where there are more than a page shows.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { sql } from '@/lib/server/db'
import { InvalidInputError } from '@/lib/server/errors'
import { listManaged, listOpenInvitations, PEOPLE_PAGE } from '@/lib/server/services/people-pages'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

/** Three pages. */
const MANY = 250

describeOnEachDatabase('people and invitations by the page', () => {
  let owner: Viewer
  let manager: Viewer
  let marker: string

  beforeAll(async () => {
    const { tenantId } = await makeTenant()
    marker = randomUUID()
    owner = await makePerson({ tenantId, role: 'owner' })
    manager = await makePerson({ tenantId, role: 'distributor', scopePath: '/north/' })
    // Names repeat, so that pages end between people of one name; one in ten is of the south.
    await sql().query(
      `INSERT INTO app_user (id, tenant_id, email, name, password_hash, role, scope_path)
       SELECT gen_random_uuid(), $1, 'p' || n || '-' || $2 || '@example.com', 'Driver ' || n % 7, '-', 'viewer',
         CASE WHEN n % 10 = 0 THEN '/south/' ELSE '/north/' END
       FROM generate_series(1, $3::int) AS n`,
      [tenantId, marker, MANY],
    )
    await sql().query(
      `INSERT INTO invitation (tenant_id, id, token_hash, email, role, scope_path, locale, invited_by_id, created_at, expires_at)
       SELECT $1, gen_random_uuid(), 'h' || n, 'i' || n || '-' || $2 || '@example.com', 'viewer', '/north/', 'en', $4,
         now() - (n / 3) * interval '1 second', now() + interval '1 day'
       FROM generate_series(1, $3::int) AS n`,
      [tenantId, marker, MANY, owner.userId],
    )
  })

  type Page<Row> = { rows: readonly Row[]; count: number; next: string | null }
  const people = async (viewer: Viewer, query: { q?: string; cursor?: string }): Promise<Page<string>> => {
    const { people, ...page } = await listManaged(viewer, query)
    return { ...page, rows: people.map(({ email }) => email) }
  }
  const invitations = async (
    viewer: Viewer,
    query: { q?: string; cursor?: string },
  ): Promise<Page<string>> => {
    const { invitations, ...page } = await listOpenInvitations(viewer, query)
    return { ...page, rows: invitations.map(({ email }) => email) }
  }

  async function walk(
    read: typeof people,
    viewer: Viewer,
    q = '',
  ): Promise<{ pages: number; rows: string[]; counts: Set<number> }> {
    const rows: string[] = []
    const counts = new Set<number>()
    let cursor: string | null = null
    let pages = 0
    do {
      const page: Page<string> = await read(viewer, { q, ...(cursor === null ? {} : { cursor }) })
      rows.push(...page.rows)
      counts.add(page.count)
      cursor = page.next
      pages += 1
    } while (cursor !== null)
    return { pages, rows, counts }
  }

  test('the pages together hold everybody once, in the order of the list', async () => {
    const all = await walk(people, owner)
    // With the owner and the distributor.
    expect(all.rows).toHaveLength(MANY + 2)
    expect(new Set(all.rows).size).toBe(MANY + 2)
    expect([...all.counts]).toEqual([MANY + 2])
    expect(all.pages).toBe(Math.ceil((MANY + 2) / PEOPLE_PAGE))
    const open = await walk(invitations, owner)
    expect(new Set(open.rows).size).toBe(MANY)
    expect(open.rows).toHaveLength(MANY)
    expect([...open.counts]).toEqual([MANY])
    const numbers = open.rows.map((email) => Math.floor(Number(/^i(\d+)/.exec(email)?.[1]) / 3))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  })

  test('a text finds by name or address beyond the first page, in any case, and is no pattern', async () => {
    const last = `p${MANY}-${marker}@example.com`
    expect(await people(owner, { q: last.toUpperCase() })).toEqual({ rows: [last], count: 1, next: null })
    const named = await walk(people, owner, 'driver 6')
    // n from 1 to 250 with n % 7 = 6: 6, 13, ... 244.
    expect(named.rows).toHaveLength(35)
    expect(await invitations(owner, { q: `I${MANY}-` })).toMatchObject({ count: 1, next: null })
    for (const q of ['%', '_', '\\', 'nobody here'])
      expect(await people(owner, { q })).toEqual({ rows: [], count: 0, next: null })
  })

  test('neither pages, count nor search show whom the viewer does not manage', async () => {
    const seen = await walk(people, manager)
    // Nine in ten of 250, and the distributor.
    expect(seen.rows).toHaveLength(226)
    expect([...seen.counts]).toEqual([226])
    expect(await people(manager, { q: `p10-${marker}` })).toEqual({ rows: [], count: 0, next: null })
    const stranger = await makePerson({ tenantId: (await makeTenant()).tenantId, role: 'owner' })
    const { next } = await people(owner, {})
    expect(await people(stranger, { q: marker, cursor: next ?? '' })).toEqual({
      rows: [],
      count: 0,
      next: null,
    })
  })

  test('a cursor that is none of ours is refused in words', async () => {
    const forged = Buffer.from(JSON.stringify(['a', 'b'])).toString('base64url')
    for (const cursor of ['x', forged, Buffer.from('null').toString('base64url')])
      for (const read of [people, invitations])
        await expect(read(owner, { cursor })).rejects.toThrow(InvalidInputError)
  })
})
