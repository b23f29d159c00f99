// What is done to people, their sign-ins and their second factors is on record or not done.

import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { beginSession, noteSignOut } from '@/lib/server/auth'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { proveIdentity } from '@/lib/server/reauthentication'
import { acceptInvitation, invite, renewLink, revoke } from '@/lib/server/services/invitations'
import { listOpenInvitations } from '@/lib/server/services/people-pages'
import {
  confirmEnrolment,
  demandSecondFactor,
  openEnrolment,
  renewRecoveryCodes,
  turnOffFactor,
} from '@/lib/server/services/second-factor'
import { createSignInThrottle } from '@/lib/server/throttle'
import { makePerson, PASSWORD } from '../auth/people'
import { describeOnEachDatabase } from '../db/each-database'
import { type Deed, expectNothingUnrecorded } from './unrecorded'

/** The seconds a code of an authenticator app is shown (RFC 6238, X = 30). */
const STEP_S = 30
const mailing = { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: null }

// The clock alone is faked: connections need their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function makeOwner() {
  const { tenantId, id: userId, email } = await makePerson()
  const viewer = { tenantId, userId, email, role: 'owner' as const, scopePath: '/' }
  const actor = { viewer, sessionHash: 'a session' }
  await storeReauthentication(viewer, actor.sessionHash, new Date())
  return { tenantId, viewer, actor }
}

type Owner = Awaited<ReturnType<typeof makeOwner>>

async function inviteOne({ actor }: Owner) {
  const email = `${randomUUID()}@example.com`
  const scope = { accountId: null, group: null }
  const made = await invite(actor, { email, role: 'viewer', rights: [], byMail: false, scope }, mailing)
  if (!made.ok) throw new Error(made.problem)
  return made.path.replace('/invite/', '')
}

async function invitationOf({ viewer }: Owner): Promise<string> {
  const { invitations } = await listOpenInvitations(viewer)
  return invitations[0]?.id ?? ''
}

/** Somebody whose second factor is on, with a fresh code at every call of `code`. */
async function makeEnrolled() {
  const owner = await makeOwner()
  const person = { ...owner.viewer, tenantName: 'T', signInId: 'a session' }
  const secret = (await openEnrolment(person))?.key.replaceAll(' ', '') ?? ''
  const code = () => {
    vi.setSystemTime(Date.now() + STEP_S * 1000)
    return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) })
  }
  const enrol = () => confirmEnrolment(person, { code: code(), address: null })
  return { ...owner, code, enrol }
}

const DEEDS: Record<string, () => Promise<Deed>> = {
  'invitation.create': async () => {
    const owner = await makeOwner()
    return { ...owner, tables: ['invitation'], act: () => inviteOne(owner) }
  },
  'invitation.renew': async () => {
    const owner = await makeOwner()
    await inviteOne(owner)
    const id = await invitationOf(owner)
    const act = () => renewLink(owner.actor, id, { byMail: false, mailing })
    return { ...owner, tables: ['invitation'], act }
  },
  'invitation.revoke': async () => {
    const owner = await makeOwner()
    await inviteOne(owner)
    const id = await invitationOf(owner)
    return { ...owner, tables: ['invitation'], act: () => revoke(owner.viewer, id) }
  },
  'invitation.accept': async () => {
    const owner = await makeOwner()
    const token = await inviteOne(owner)
    const typed = { name: 'New One', password: 'a long road home', address: null }
    const act = () => acceptInvitation(token, typed, createSignInThrottle())
    return { ...owner, tables: ['invitation', 'app_user'], act }
  },
  'second_factor.demand': async () => {
    const owner = await makeOwner()
    return { ...owner, tables: ['tenant'], act: () => demandSecondFactor(owner.viewer, ['viewer']) }
  },
  'second_factor.enable': async () => {
    const owner = await makeEnrolled()
    return { ...owner, tables: ['second_factor', 'recovery_code'], act: owner.enrol }
  },
  'second_factor.disable': async () => {
    const owner = await makeEnrolled()
    await owner.enrol()
    const act = () => turnOffFactor(owner.viewer, { password: PASSWORD, code: owner.code(), address: null })
    return { ...owner, tables: ['recovery_code'], act }
  },
  'second_factor.renew_codes': async () => {
    const owner = await makeEnrolled()
    await owner.enrol()
    const act = () =>
      renewRecoveryCodes(owner.viewer, { password: PASSWORD, code: owner.code(), address: null })
    return { ...owner, tables: ['recovery_code'], act }
  },
  'second_factor.recover': async () => {
    const owner = await makeEnrolled()
    const enrolled = await owner.enrol()
    const [code = ''] = enrolled.kind === 'ok' ? enrolled.recoveryCodes : []
    const proof = { email: owner.viewer.email, password: PASSWORD, code, address: null }
    const act = () =>
      proveIdentity(owner.viewer, { ...proof, sessionHash: 'a session' }, createSignInThrottle())
    return { ...owner, tables: ['recovery_code'], act }
  },
  'identity.prove': async () => {
    const owner = await makeOwner()
    const proof = { email: owner.viewer.email, password: PASSWORD, address: null, sessionHash: 'another' }
    const act = () => proveIdentity(owner.viewer, proof, createSignInThrottle())
    return { ...owner, tables: ['reauthentication'], act }
  },
  'session.start': async () => {
    const owner = await makeOwner()
    const user = { id: owner.viewer.userId, tenantId: owner.tenantId, sessionVersion: 1 }
    const act = () => beginSession(user, { address: null, userAgent: null })
    return { ...owner, tables: ['user_session', 'app_user'], act }
  },
  'session.end': async () => {
    const owner = await makeOwner()
    const user = { id: owner.viewer.userId, tenantId: owner.tenantId, sessionVersion: 1 }
    const { sessionId } = await beginSession(user, { address: null, userAgent: null })
    return { ...owner, tables: ['user_session'], act: () => noteSignOut(owner.viewer, sessionId) }
  },
}

describeOnEachDatabase('people on record', () => {
  test.each(Object.keys(DEEDS))('%s is not done where it cannot be put on record', async (action) => {
    const deed = await DEEDS[action]?.()
    if (deed === undefined) throw new Error(action)
    await expectNothingUnrecorded(action, deed)
  })
})
