// What the first owner and a vendor account need before anybody is asked, the same in the form and behind it.

import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './credentials'
import { isMailAddress } from './mail-address'

export type OwnerFields = { code: string; tenantName: string; name: string; email: string; password: string }

/** What is wrong with a field; a key of the messages at `setup.problems`. */
export type FieldProblem = 'missing' | 'tooLong' | 'noLetter' | 'noMail' | 'shortPassword' | 'noAddress'
export type ProblemsOf<Fields> = Partial<Record<keyof Fields, FieldProblem>>

export const MAX_NAME_LENGTH = 80
/** App keys and secrets are 32 letters at the vendor; others have room. */
export const MAX_SECRET_LENGTH = 512

/** What is wrong with the fields of the first owner. */
export function ownerProblems(fields: OwnerFields): ProblemsOf<OwnerFields> {
  const { code, tenantName, name, email, password } = fields
  return withoutNulls({
    code: textProblem(code, 100),
    tenantName:
      textProblem(tenantName, MAX_NAME_LENGTH) ?? (/[\p{L}\p{N}]/u.test(tenantName) ? null : 'noLetter'),
    name: textProblem(name, MAX_NAME_LENGTH),
    email: textProblem(email, MAX_EMAIL_LENGTH) ?? (isMailAddress(email.trim()) ? null : 'noMail'),
    password:
      password.length > MAX_PASSWORD_LENGTH
        ? 'tooLong'
        : password.length < MIN_PASSWORD_LENGTH
          ? 'shortPassword'
          : null,
  })
}

export type AccountFields = {
  /** A region's id, `anywhere`, or `other` for `baseUrl`. */
  place: string
  baseUrl: string
  profile: string
  name: string
  account: string
  appKey: string
  appSecret: string
  password: string
}

/** What is wrong with the fields of a vendor account. */
export function accountProblems(fields: AccountFields): ProblemsOf<AccountFields> {
  const { place, baseUrl, name, account, appKey, appSecret, password } = fields
  return withoutNulls({
    baseUrl: place === 'other' && !isWebAddress(baseUrl) ? 'noAddress' : null,
    // The account's login serves where no name is given.
    name: name.length > MAX_NAME_LENGTH ? 'tooLong' : null,
    account: textProblem(account, MAX_NAME_LENGTH),
    appKey: textProblem(appKey, MAX_SECRET_LENGTH),
    appSecret: textProblem(appSecret, MAX_SECRET_LENGTH),
    password: password === '' ? 'missing' : password.length > MAX_SECRET_LENGTH ? 'tooLong' : null,
  })
}

/** Text as people mean it: without control characters, and without blanks around it. */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim()
}

function textProblem(text: string, max: number): FieldProblem | null {
  if (plainText(text) === '') return 'missing'
  return text.length > max ? 'tooLong' : null
}

function isWebAddress(text: string): boolean {
  return text.length <= 300 && /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim())
}

function withoutNulls<Key extends string>(
  problems: Record<Key, FieldProblem | null>,
): Partial<Record<Key, FieldProblem>> {
  const found: Partial<Record<Key, FieldProblem>> = {}
  for (const key in problems) {
    const problem = problems[key]
    if (problem !== null) found[key] = problem
  }
  return found
}
