// People to sign in as, made through the database the tests run on.

import { randomUUID } from 'node:crypto'
import { db } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'

export const PASSWORD = 'correct horse battery staple'

export type Person = { id: string; tenantId: string; email: string }

/** A person who has PASSWORD, in the tenant named or in one made for them. */
export async function makePerson(
  over: { role?: 'owner' | 'viewer'; scopePath?: string; tenantId?: string } = {},
): Promise<Person> {
  const { role = 'owner', scopePath = '/', tenantId = await makeTenant() } = over
  const id = randomUUID()
  const email = `${id}@example.com`
  const passwordHash = await hashPassword(PASSWORD)
  await db().user.create({ data: { id, tenantId, email, name: 'Ana', passwordHash, role, scopePath } })
  return { id, tenantId, email }
}

async function makeTenant(): Promise<string> {
  const id = randomUUID()
  await db().tenant.create({ data: { id, slug: id, name: 'Northern Freight' } })
  return id
}
