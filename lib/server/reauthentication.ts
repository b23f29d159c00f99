// Proving once more who one is, before what cannot be undone: by password, and by a code for who has a second factor. The proof
// is of one session and lasts a few minutes; how long, the rules say that ask for it. Tries count as tries to sign in.

import 'server-only'
import { createHash } from 'node:crypto'
import type { Viewer } from './access'
import { appendAudit } from './audit'
import { storeReauthentication } from './data/command-settings'
import { inTransaction } from './db'
import { judgeProof } from './services/second-factor-proof'
import { type SignInThrottle, signInThrottle } from './throttle'

/** What a proof came to. `code_needed`: the password was right, and a code is owed, too. */
export type ProofOutcome =
  | { kind: 'ok'; at: Date }
  | { kind: 'refused' | 'code_needed' | 'code_refused' }
  | { kind: 'throttled'; retryAfterS: number }

/** The name of a session that may be stored: the digest of its cookie. */
export function sessionHashOf(cookieValue: string): string {
  return createHash('sha256').update(cookieValue).digest('hex')
}

/** Judges the viewer's password, and code where they have a second factor, and notes in the audit trail how it went. */
export async function proveIdentity(
  viewer: Viewer,
  proof: { email: string; password: string; code?: string; address: string | null; sessionHash: string },
  throttle: SignInThrottle = signInThrottle(),
): Promise<ProofOutcome> {
  const { email, address, password, code } = proof
  const person = { tenantId: viewer.tenantId, userId: viewer.userId, email }
  const outcome = await judgeProof(person, { asks: 'both', password, code, address }, throttle)
  if (outcome.kind === 'throttled') return outcome
  const note = (action: string) =>
    appendAudit(viewer.tenantId, { actorId: viewer.userId, action, detail: { address } })
  if (outcome.kind === 'refused') {
    if (outcome.field === 'no_code') return { kind: 'code_needed' }
    await note('identity.refuse')
    return { kind: outcome.field === 'code' ? 'code_refused' : 'refused' }
  }
  const at = new Date()
  await inTransaction(async () => {
    await storeReauthentication(viewer, proof.sessionHash, at)
    await note('identity.prove')
  })
  return { kind: 'ok', at }
}
