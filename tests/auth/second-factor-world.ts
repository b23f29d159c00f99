// People with a second factor, and their authenticator app, under a clock of the test's.

import { generateSync } from 'otplib'
import { vi } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { signIn } from '@/lib/server/auth'
import { confirmEnrolment, openEnrolment } from '@/lib/server/services/second-factor'
import { findPending } from '@/lib/server/services/sign-in-steps'
import { encodePending } from '@/lib/server/session-cookie'
import { createSignInThrottle } from '@/lib/server/throttle'
import { makePerson, PASSWORD, type Person } from './people'

/** The seconds a code of an authenticator app is shown (RFC 6238, X = 30). */
export const STEP_S = 30
export const ADDRESS = '203.0.113.7'
export const SOURCE = { address: ADDRESS, userAgent: null }

/** Sets the clock on; it must be a faked one. */
export function passSeconds(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

/** A person as the owner they are, in a session. */
export function ownerOf(person: Person): Viewer & { email: string; tenantName: string; signInId: string } {
  const { tenantId, id: userId, email } = person
  const signInId = `session of ${userId}`
  return { tenantId, userId, email, tenantName: 'Northern', role: 'owner', scopePath: '/', signInId }
}

/** The code an authenticator app shows now. */
export const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) })

/** Somebody whose second factor is on; the code that confirmed it is used up. */
export async function makeEnrolled(over: Parameters<typeof makePerson>[0] = {}) {
  const person = await makePerson(over)
  const viewer = ownerOf(person)
  const secret = (await openEnrolment(viewer))?.key.replaceAll(' ', '') ?? ''
  const change = await confirmEnrolment(viewer, { code: codeOf(secret), address: ADDRESS })
  if (change.kind !== 'ok') throw new Error(change.kind)
  passSeconds(STEP_S)
  return { person, viewer, secret, recoveryCodes: change.recoveryCodes }
}

/** Somebody half way in: the password was right. */
export async function pendingOf(person: Person) {
  const outcome = await signIn({ email: person.email, password: PASSWORD }, SOURCE, createSignInThrottle())
  if (outcome.kind !== 'second_step') throw new Error(outcome.kind)
  const pending = await findPending(await encodePending(outcome.pending))
  if (pending === null) throw new Error('nobody is half way in')
  return pending
}
