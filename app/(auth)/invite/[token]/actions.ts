'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { MAX_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import { clientAddress } from '@/lib/server/client-address'
import { log } from '@/lib/server/log'
import { type AcceptOutcome, acceptInvitation } from '@/lib/server/services/invitations'

/** What is told of it: never whose it became. */
export type AcceptAnswer = Exclude<AcceptOutcome, { kind: 'ok' }> | { kind: 'ok' } | { kind: 'failed' }

const inputSchema = z.object({
  token: z.string().max(100),
  name: z.string().max(200),
  password: z.string().max(2 * MAX_PASSWORD_LENGTH),
})

/** Takes an invitation up. Nobody is signed in by it: a second factor may be asked for first. */
export async function acceptAction(input: unknown): Promise<AcceptAnswer> {
  const parsed = inputSchema.safeParse(input)
  if (!parsed.success) return { kind: 'failed' }
  const { token, ...typed } = parsed.data
  try {
    const outcome = await acceptInvitation(token, { ...typed, address: clientAddress(await headers()) })
    return outcome.kind === 'ok' ? { kind: 'ok' } : outcome
  } catch (error) {
    log.error({ err: error }, 'an invitation could not be taken up')
    return { kind: 'failed' }
  }
}
