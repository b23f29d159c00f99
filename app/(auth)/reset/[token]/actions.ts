'use server'

import { redirect } from 'next/navigation'
import { log } from '@/lib/server/log'
import { redeemReset } from '@/lib/server/services/password-reset'
import { sourceOfRequest } from '@/lib/server/services/sign-in-cookies'
import { type ResetState, readReset } from './fields'

/** Sets the password that was chosen and goes to sign-in. The password is never sent back. */
export async function resetAction(previous: ResetState, form: FormData): Promise<ResetState> {
  const { token, password } = readReset(form)
  const state: ResetState = { tryNo: previous.tryNo + 1, problem: null, notice: null }
  const outcome = await sourceOfRequest()
    .then(({ address }) => redeemReset(token, password, address))
    .catch((error: unknown) => {
      log.error({ err: error }, 'a password could not be reset')
      return { kind: 'unavailable' as const }
    })
  if (outcome.kind === 'unfit') return { ...state, problem: outcome.problem }
  if (outcome.kind !== 'ok') return { ...state, notice: outcome }
  redirect('/login?changed=1')
}
