// Bounds of what people type to sign in, the same in the form and behind it.

/** The longest address SMTP can carry (RFC 5321, 4.5.3.1.3, without the angle brackets). */
export const MAX_EMAIL_LENGTH = 254
/** The least a new password has. */
export const MIN_PASSWORD_LENGTH = 10
/** Longer ones are refused before hashing, so that nobody can make us hash megabytes. */
export const MAX_PASSWORD_LENGTH = 512

/** What is wrong with a password somebody chooses. */
export type PasswordProblem = 'missing' | 'short' | 'long' | 'plain' | 'email'

/**
 * What is wrong with a password that the person of an address chooses; null for nothing. Length is what counts: no kinds of
 * characters are asked for (NIST SP 800-63B-4, 3.1.1.2).
 */
export function findPasswordProblem(password: string, email: string): PasswordProblem | null {
  if (password === '') return 'missing'
  if (password.length > MAX_PASSWORD_LENGTH) return 'long'
  if ([...password].length < MIN_PASSWORD_LENGTH) return 'short'
  if (new Set(password).size < 4) return 'plain'
  const plain = password.trim().toLowerCase()
  const [name = ''] = email.toLowerCase().split('@')
  return plain === email.trim().toLowerCase() || plain === name ? 'email' : null
}
