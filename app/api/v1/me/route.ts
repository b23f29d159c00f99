import { getMe } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'

export const GET = handleOperation(getMe, async ({ viewer, token }) => {
  const { id, name, scopes, expiresAt, personName } = token
  return {
    token: { id, name, scopes, expiresAt: expiresAt.toISOString() },
    person: { id: viewer.userId, name: personName, role: viewer.role },
  }
})
