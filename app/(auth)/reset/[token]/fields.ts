import { MAX_PASSWORD_LENGTH, type PasswordProblem } from '@/lib/domain/credentials'
import type { SignInNotice } from '../../login/fields'

/** What stands above the form after a try; null before the first. */
export type ResetNotice = SignInNotice | { kind: 'gone' }

/** `tryNo` tells two equal outcomes apart, so that the second is announced too. */
export type ResetState = { tryNo: number; problem: PasswordProblem | null; notice: ResetNotice }

/** The fields of the form; files and missing ones count as empty. */
export function readReset(form: FormData): { token: string; password: string } {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, MAX_PASSWORD_LENGTH + 1) : ''
  }
  return { token: text('token'), password: text('password') }
}
