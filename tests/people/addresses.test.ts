// Invitations of several tenants to one address: neither hinders the other or shows, and who accepts first has the address.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { acceptInvitation, findInvitation, invite, renewLink } from '@/lib/server/services/invitations'
import { listManaged, listOpenInvitations } from '@/lib/server/services/people-pages'
import { createSignInThrottle, PAIR_LIMIT } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

const mailing = { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: null }

describeOnEachDatabase('one address, several tenants', () => {
  let first: Viewer
  let second: Viewer
  beforeAll(async () => {
    first = await makePerson({ tenantId: (await makeTenant()).tenantId, role: 'owner' })
    second = await makePerson({ tenantId: (await makeTenant()).tenantId, role: 'owner' })
  })

  const actor = (viewer: Viewer) => ({ viewer, sessionHash: `session of ${viewer.userId}` })
  const offer = (by: Viewer, email: string) =>
    invite(
      actor(by),
      { email, role: 'viewer', rights: [], byMail: false, scope: { accountId: null, group: null } },
      mailing,
    )
  const tokenOf = (made: Awaited<ReturnType<typeof offer>>) => {
    if (!made.ok) throw new Error(made.problem)
    return made.path.replace('/invite/', '')
  }
  const accept = (token: string) =>
    acceptInvitation(
      token,
      { name: 'New One', password: 'a long road home', address: null },
      createSignInThrottle(),
    )
  const openOf = async (viewer: Viewer, q: string) => (await listOpenInvitations(viewer, { q })).invitations

  test('an open invitation of one tenant neither hinders another nor is seen by it', async () => {
    const email = `${randomUUID()}@example.com`
    const here = tokenOf(await offer(first, email))
    const there = tokenOf(await offer(second, email))
    for (const token of [here, there])
      expect(await findInvitation(token, null, createSignInThrottle())).toMatchObject({ email })
    for (const viewer of [first, second]) expect(await openOf(viewer, email)).toHaveLength(1)
    const elsewhere = await offer(second, `${randomUUID()}@example.com`)
    // What is told of an address somebody else has invited is what is told of any other.
    expect(Object.keys(elsewhere)).toEqual(Object.keys(await offer(second, email)))
  })

  test('inviting an address that signs in elsewhere is answered as any other, and fails when it is taken up', async () => {
    const email = `${randomUUID()}@example.com`
    expect(await accept(tokenOf(await offer(first, email)))).toMatchObject({ kind: 'ok' })
    const made = await offer(second, email)
    const token = tokenOf(made)
    expect(await findInvitation(token, null, createSignInThrottle())).toMatchObject({ email })
    expect(await accept(token)).toEqual({ kind: 'taken' })
    expect(await db().user.count({ where: { email } })).toBe(1)
    // Nothing in the inviting tenant says so: not the list, not the audit trail, not another link.
    const [open] = await openOf(second, email)
    expect(open).toMatchObject({ email, isExpired: false })
    expect((await listManaged(second, { q: email })).people).toEqual([])
    const trail = await db().auditEntry.findMany({
      where: { tenantId: second.tenantId, target: open?.id ?? '' },
    })
    expect(trail.map(({ action }) => action)).toEqual(['invitation.create'])
    expect(await renewLink(actor(second), open?.id ?? '', { byMail: false, mailing })).toMatchObject({
      ok: true,
    })
  })

  test('of two who accept at the same moment one has the address, and the other is told why not', async () => {
    const email = `${randomUUID()}@example.com`
    const tokens = [tokenOf(await offer(first, email)), tokenOf(await offer(second, email))]
    const kinds = (await Promise.all(tokens.map(accept))).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['ok', 'taken'])
    expect(await db().user.count({ where: { email } })).toBe(1)
  })

  test('looking for taken addresses by invitations is throttled like guessing links', async () => {
    const email = `${randomUUID()}@example.com`
    expect(await accept(tokenOf(await offer(first, email)))).toMatchObject({ kind: 'ok' })
    const throttle = createSignInThrottle()
    const token = tokenOf(await offer(second, email))
    const typed = { name: 'New One', password: 'a long road home', address: '203.0.113.9' }
    const kinds: string[] = []
    for (let count = 0; count <= PAIR_LIMIT.points; count += 1)
      kinds.push((await acceptInvitation(token, typed, throttle)).kind)
    expect(kinds.slice(0, -1)).toEqual(Array.from({ length: PAIR_LIMIT.points }, () => 'taken'))
    expect(kinds.at(-1)).toBe('throttled')
  })

  test('an address is free again once who had it is gone', async () => {
    const email = `${randomUUID()}@example.com`
    const token = tokenOf(await offer(second, email))
    expect(await accept(tokenOf(await offer(first, email)))).toMatchObject({ kind: 'ok' })
    expect(await accept(token)).toEqual({ kind: 'taken' })
    await db().user.delete({ where: { email } })
    expect(await accept(token)).toMatchObject({ kind: 'ok' })
  })
})
