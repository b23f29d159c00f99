import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from '@/lib/domain/credentials'

/** Keys of the `auth` messages that a field can show. */
export type FieldProblem = 'emailMissing' | 'emailInvalid' | 'passwordMissing' | 'tooLong'
export type FieldProblems = { email?: FieldProblem; password?: FieldProblem }

export type SignInFields = { email: string; password: string; next: string }

/** What stands above the form after a try; null before the first. */
export type SignInNotice =
  | { kind: 'refused' | 'unavailable' | 'offline' }
  | { kind: 'throttled'; retryAfterS: number }
  | null

/** `tryNo` tells two equal outcomes apart, so that the second is announced too. */
export type SignInState = { tryNo: number; email: string; problems: FieldProblems; notice: SignInNotice }

/** The fields of the sign-in form; files and missing ones count as empty. */
export function readFields(form: FormData): SignInFields {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { email: text('email'), password: text('password'), next: text('next') }
}

/** What is wrong with the fields before anybody is asked. The same rules run in the browser and on the server. */
export function findProblems({ email, password }: SignInFields): FieldProblems {
  const problems: FieldProblems = {}
  const address = email.trim()
  if (address === '') problems.email = 'emailMissing'
  else if (address.length > MAX_EMAIL_LENGTH) problems.email = 'tooLong'
  else if (!/^[^\s@]+@[^\s@]+$/.test(address)) problems.email = 'emailInvalid'
  if (password === '') problems.password = 'passwordMissing'
  else if (password.length > MAX_PASSWORD_LENGTH) problems.password = 'tooLong'
  return problems
}

export function hasProblems(problems: FieldProblems): boolean {
  return problems.email !== undefined || problems.password !== undefined
}
