// Mails about passwords: the one with a link to choose another, and the one that says it was changed; and whether this
// installation can send them at all.

import 'server-only'
import { createTranslator } from 'next-intl'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import { oneLine } from '@/lib/domain/one-line'
import { mailSenderOf } from '../branding'
import type { SessionUser } from '../data/system/users'
import { env } from '../env'
import { log } from '../log'
import { findMailProblem, sendMail } from '../mail'
import { messagesOf } from '../messages'

/** How long a link is good. */
export const RESET_MS = 3_600_000

/** Subject and text of the mail; the link stands alone on its line. */
export function resetMail(
  { name, email, tenantName, locale }: SessionUser,
  link: string,
): { subject: string; text: string } {
  const t = wordsFor(locale)
  const minutes = RESET_MS / 60_000
  const lines = [
    t('hello', { name }),
    t('body', { email, tenant: tenantName }),
    link,
    t('until', { minutes }),
    t('ignore'),
  ]
  return { subject: t('subject', { tenant: tenantName }), text: `${lines.map(oneLine).join('\n\n')}\n` }
}

/** Subject and text of the mail that says a password was changed. */
export function changedMail(
  { name, email, tenantName, locale, preferences }: SessionUser,
  at: Date,
): { subject: string; text: string } {
  const t = wordsFor(locale)
  const lines = [
    t('hello', { name }),
    t('changedBody', { email, tenant: tenantName, at: timeIn(locale, preferences.timeZone).format(at) }),
    t('changedIgnore'),
  ]
  return {
    subject: t('changedSubject', { tenant: tenantName }),
    text: `${lines.map(oneLine).join('\n\n')}\n`,
  }
}

/** Tells a person by mail that their password was changed, where mails are set up. The change does not wait for it. */
export function tellOfNewPassword(user: SessionUser, at = new Date()): void {
  if (findMailProblem() !== null) return
  mailSenderOf(user.tenantId)
    .then((sender) => sendMail({ to: user.email, ...sender, ...changedMail(user, at) }))
    .catch((error: unknown) => log.warn({ err: error }, 'a changed password could not be mailed'))
}

/**
 * Where a mailed link leads: the configured address, or this very machine where somebody tries things out. Null where mails
 * cannot be sent, or where only the request itself says what our address is: anybody can write that.
 */
export function resetOrigin(headers: Headers): string | null {
  if (findMailProblem() !== null) return null
  const { publicUrl } = env()
  if (publicUrl !== null) return publicUrl
  const host = headers.get('host') ?? ''
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host) ? `http://${host}` : null
}

function wordsFor(locale: string) {
  return createTranslator({
    locale: formattingTag(knownLocale(locale)),
    messages: messagesOf(locale),
    namespace: 'security.mail',
  })
}

function timeIn(locale: string, timeZone: string | null): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(formattingTag(knownLocale(locale)), {
    ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: timeZone ?? 'UTC', timeZoneName: 'short' },
  })
}
