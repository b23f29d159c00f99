// What owners are told of the calls of their connection.

import { connectionStatusSchema } from '@/lib/domain/api/connection'
import { listConnectionStatus } from '@/lib/server/services/connection-status'
import type { Customer } from './vendor'

/** The state of a customer's connection now, as its page gets it. */
export async function statusOf({ owner, ref }: Customer) {
  const list = await listConnectionStatus(owner, Date.now())
  return connectionStatusSchema.parse(list.find(({ id }) => id === ref.id))
}
