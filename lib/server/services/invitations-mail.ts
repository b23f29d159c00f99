// The mail that carries an invitation, in the language it was written for.

import 'server-only'
import { createTranslator } from 'next-intl'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import { oneLine } from '@/lib/domain/one-line'
import { INVITATION_MS } from '@/lib/domain/people'
import { messagesOf } from '../messages'

const DAY_MS = 24 * 3_600_000

/** Subject and text; the link stands alone on its line. */
export function invitationMail(
  { tenantName: tenant, invitedBy: name, locale }: { tenantName: string; invitedBy: string; locale: string },
  link: string,
): { subject: string; text: string } {
  const t = createTranslator({
    locale: formattingTag(knownLocale(locale)),
    messages: messagesOf(locale),
    namespace: 'invite.mail',
  })
  const lines = [t('body', { name, tenant }), link, t('until', { days: INVITATION_MS / DAY_MS }), t('ignore')]
  return { subject: t('subject', { tenant }), text: `${lines.map(oneLine).join('\n\n')}\n` }
}
