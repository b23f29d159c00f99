// Proving who one is in this request's session, for whichever page asks for it.

import 'server-only'
import { headers } from 'next/headers'
import { clientAddress } from '../client-address'
import { log } from '../log'
import { proveIdentity } from '../reauthentication'
import { requireActor } from './commands-actor'

/** What a proof came to. */
export type ProofAnswer =
  | { kind: 'ok' | 'refused' | 'code_needed' | 'code_refused' | 'failed' }
  | { kind: 'throttled'; seconds: number }

/** Proves who one is, for the next five minutes of this session. */
export async function proveHere(password: unknown, code: unknown = ''): Promise<ProofAnswer> {
  const { viewer, person, sessionHash } = await requireActor()
  const address = clientAddress(await headers())
  try {
    // Arguments of actions are whatever a browser sends.
    const textOf = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2000) : '')
    const outcome = await proveIdentity(viewer, {
      email: person.email,
      password: textOf(password),
      code: textOf(code),
      address,
      sessionHash,
    })
    if (outcome.kind === 'throttled') return { kind: 'throttled', seconds: outcome.retryAfterS }
    return { kind: outcome.kind }
  } catch (error) {
    log.error({ err: error }, 'a proof of identity could not be judged')
    return { kind: 'failed' }
  }
}
