// People to sign in as, made through the database the tests run on.

import { randomUUID } from 'node:crypto'
import { db } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'

export const PASSWORD = 'correct horse battery staple'

export type Person = { id: string; tenantId: string; email: string }

/** A tenant with one person, who has PASSWORD. */
export async function makePerson(
  over: { role?: 'owner' | 'viewer'; scopePath?: string } = {},
): Promise<Person> {
  const tenantId = randomUUID()
  const id = randomUUID()
  const email = `${id}@example.com`
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: 'Northern Freight' } })
  const { role = 'owner', scopePath = '/' } = over
  const passwordHash = await hashPassword(PASSWORD)
  await db().user.create({ data: { id, tenantId, email, name: 'Ana', passwordHash, role, scopePath } })
  return { id, tenantId, email }
}
