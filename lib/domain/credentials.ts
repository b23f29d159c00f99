// Bounds of what people type to sign in, the same in the form and behind it.

/** The longest address SMTP can carry (RFC 5321, 4.5.3.1.3, without the angle brackets). */
export const MAX_EMAIL_LENGTH = 254
/** Longer ones are refused before hashing, so that nobody can make us hash megabytes. */
export const MAX_PASSWORD_LENGTH = 512
