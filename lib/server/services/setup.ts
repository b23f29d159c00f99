// The first run: an installation without people is claimed by whoever can read what its server prints at the start. After
// that there is no first run any more. What follows, the connection and its import, belongs to the owner who signed in.

import { createHash, timingSafeEqual } from 'node:crypto'
import { type Claimed, claimInstallation, isUnclaimed } from '../data/system/setup'
import { slugOf } from '../data/system/tenants'
import { env } from '../env'
import { log } from '../log'
import { hashPassword } from '../passwords'
import { setupCode } from '../secrets'
import { singleton } from '../singleton'
import { type SignInThrottle, signInThrottle } from '../throttle'

export type OwnerRequest = {
  code: string
  tenantName: string
  name: string
  email: string
  password: string
}

export type ClaimOutcome =
  | { kind: 'ok'; owner: Claimed }
  /** Somebody owns this installation. */
  | { kind: 'taken' }
  | { kind: 'wrong_code' }
  | { kind: 'throttled'; retryAfterS: number }

/** Tries of the code are counted as those of an account nobody can have. */
const ACCOUNT = 'setup code'

/** Whether nobody owns this installation yet. Once somebody does, nobody is asked again. */
export async function needsSetup(): Promise<boolean> {
  const known = singleton('setup', () => ({ isOver: false }))
  if (known.isOver) return false
  const needed = await isUnclaimed()
  known.isOver = !needed
  return needed
}

/** Whether a code is the one that was printed. Blanks, hyphens and case don't matter, and time tells nothing. */
export function isSetupCode(typed: string): boolean {
  return timingSafeEqual(digestOf(typed), digestOf(setupCode()))
}

/**
 * Makes the first tenant and its owner. The fields are checked already. Only who knows the code learns anything, even
 * whether the installation is taken.
 */
export async function claim(
  request: OwnerRequest,
  address: string | null,
  throttle: SignInThrottle = signInThrottle(),
): Promise<ClaimOutcome> {
  const attempt = { account: ACCOUNT, address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  if (!isSetupCode(request.code)) {
    await throttle.fail(attempt)
    log.warn({ address }, 'a wrong code was given to claim this installation')
    return { kind: 'wrong_code' }
  }
  try {
    if (!(await needsSetup())) return { kind: 'taken' }
    const owner = await claimInstallation(await firstOwner(request), { address })
    return owner === null ? { kind: 'taken' } : { kind: 'ok', owner }
  } finally {
    await throttle.succeed(attempt)
  }
}

/** Prints how to claim this installation while nobody owns it. Never throws, and nobody need wait for it. */
export async function announceSetup(): Promise<void> {
  try {
    if (env().role === 'worker' || !(await needsSetup())) return
    const where = `${env().publicUrl ?? ''}/setup`
    const words = `Nobody owns this Milepost yet. Open ${where} in a browser and enter this code: ${setupCode()}`
    // A log that is set to say less must not keep the operator out.
    if (log.isLevelEnabled('warn')) log.warn(words)
    else process.stderr.write(`${words}\n`)
  } catch (error) {
    log.warn({ err: error }, 'whether somebody owns this installation is not known')
  }
}

async function firstOwner({ tenantName, name, email, password }: OwnerRequest) {
  return {
    tenantName: tenantName.trim(),
    slug: slugOf(tenantName),
    name: name.trim(),
    email: email.trim().toLowerCase(),
    passwordHash: await hashPassword(password),
  }
}

function digestOf(code: string): Buffer {
  const plain = code.slice(0, 100).toUpperCase().replaceAll(/[\s-]/g, '')
  return createHash('sha256').update(plain).digest()
}
