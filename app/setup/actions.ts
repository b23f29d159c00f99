'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type OwnerFields, ownerProblems, type ProblemsOf, plainText } from '@/lib/domain/setup'
import { beginSession } from '@/lib/server/auth'
import { clientAddress } from '@/lib/server/client-address'
import { log } from '@/lib/server/log'
import { claim } from '@/lib/server/services/setup'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'

/** Why nobody became the owner; `kind` is a key of the messages at `setup.owner.notices`. */
export type ClaimAnswer =
  | { kind: 'fields'; problems: ProblemsOf<OwnerFields> }
  | { kind: 'wrongCode' | 'taken' | 'failed' }
  | { kind: 'throttled'; seconds: number }

const text = z.string().max(2000)
const ownerSchema = z.object({ code: text, tenantName: text, name: text, email: text, password: text })

/** Makes the first owner, signs them in and goes on to the connection; or says why not. */
export async function claimAction(input: unknown): Promise<ClaimAnswer> {
  const parsed = ownerSchema.safeParse(input)
  if (!parsed.success) return { kind: 'failed' }
  const problems = ownerProblems(parsed.data)
  if (Object.keys(problems).length > 0) return { kind: 'fields', problems }
  const { tenantName, name, ...rest } = parsed.data
  const fields = { ...rest, tenantName: plainText(tenantName), name: plainText(name) }
  const answer = await claimAndEnter(fields).catch((error: unknown): ClaimAnswer => {
    log.error({ err: error }, 'the installation could not be claimed')
    return { kind: 'failed' }
  })
  return answer ?? redirect('/setup?step=region')
}

/** Null when the owner is signed in. */
async function claimAndEnter(fields: OwnerFields): Promise<ClaimAnswer | null> {
  const asked = await headers()
  const address = clientAddress(asked)
  const outcome = await claim(fields, address)
  if (outcome.kind === 'throttled') return { kind: 'throttled', seconds: outcome.retryAfterS }
  if (outcome.kind === 'wrong_code') return { kind: 'wrongCode' }
  if (outcome.kind === 'taken') return { kind: 'taken' }
  const claims = await beginSession(outcome.owner, { address, userAgent: asked.get('user-agent') })
  const cookie = sessionCookie()
  ;(await cookies()).set(cookie.name, await encodeSession(claims), cookie.options)
  return null
}
