// Whoever looks as a customer changes nothing, however a form is sent.

import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Session } from '@/lib/server/session'
import { refuseActionsWhileViewing, ViewingOnlyError } from '@/lib/server/view-as'

let sent = new Headers()
vi.mock('next/headers', () => ({ headers: async () => sent, cookies: async () => new Map() }))

const viewing = {
  viewAs: { accountId: randomUUID(), accountName: 'North', endsAt: new Date() },
} as Session

test('actions are refused by their header, and forms without one by their type', async () => {
  const forms: Record<string, string>[] = [
    { 'next-action': 'x' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'Multipart/Form-Data; boundary=x' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ]
  for (const form of forms) {
    sent = new Headers(form)
    await expect(refuseActionsWhileViewing(viewing)).rejects.toThrow(ViewingOnlyError)
    await expect(refuseActionsWhileViewing({ ...viewing, viewAs: null })).resolves.toBeUndefined()
  }
  const others: Record<string, string>[] = [{}, { 'content-type': 'application/json' }]
  for (const plain of others) {
    sent = new Headers(plain)
    await expect(refuseActionsWhileViewing(viewing)).resolves.toBeUndefined()
  }
})
