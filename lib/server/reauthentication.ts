// Proving once more who one is, before what cannot be undone. The proof is of one session and lasts a few minutes; how long,
// the rules say that ask for it. Tries count as tries to sign in.

import 'server-only'
import { createHash } from 'node:crypto'
import { MAX_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import type { Viewer } from './access'
import { appendAudit } from './audit'
import { storeReauthentication } from './data/command-settings'
import { findUserForSignIn } from './data/system/users'
import { verifyPassword } from './passwords'
import { type SignInThrottle, signInThrottle } from './throttle'

/** What a proof came to. */
export type ProofOutcome =
  | { kind: 'ok'; at: Date }
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterS: number }

/** The name of a session that may be stored: the digest of its cookie. */
export function sessionHashOf(cookieValue: string): string {
  return createHash('sha256').update(cookieValue).digest('hex')
}

/** Judges the viewer's password, and notes in the audit trail how it went. */
export async function proveIdentity(
  viewer: Viewer,
  proof: { email: string; password: string; address: string | null; sessionHash: string },
  throttle: SignInThrottle = signInThrottle(),
): Promise<ProofOutcome> {
  const attempt = { account: proof.email, address: proof.address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  const user = await findUserForSignIn(proof.email)
  const isViewer = user?.id === viewer.userId && user.disabledAt === null
  const password = proof.password.slice(0, MAX_PASSWORD_LENGTH + 1)
  const matches = await verifyPassword(isViewer ? user.passwordHash : null, password)
  const note = (action: string) =>
    appendAudit(viewer.tenantId, { actorId: viewer.userId, action, detail: { address: proof.address } })
  if (!matches) {
    await throttle.fail(attempt)
    await note('identity.refuse')
    return { kind: 'refused' }
  }
  const at = new Date()
  await storeReauthentication(viewer, proof.sessionHash, at)
  await note('identity.prove')
  await throttle.succeed(attempt)
  return { kind: 'ok', at }
}
