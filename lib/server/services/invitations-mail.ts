// The mail that carries an invitation, in the language it was written for, and where its link leads.

import 'server-only'
import { createTranslator } from 'next-intl'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import { oneLine } from '@/lib/domain/one-line'
import { INVITATION_MS } from '@/lib/domain/people'
import type { Viewer } from '../access'
import { messagesOf } from '../messages'
import { ownOrigin } from '../public-origin'
import { resetOrigin } from './password-mail'

const DAY_MS = 24 * 3_600_000

/**
 * The origin of the link in a mailed invitation: the tenant's own host where the inviter came by it, else as `resetOrigin`. Null
 * where mails cannot be sent, or would lead nowhere we know of.
 */
export async function invitationOrigin(
  viewer: Pick<Viewer, 'tenantId'>,
  headers: Headers,
): Promise<string | null> {
  const origin = resetOrigin(headers)
  return origin === null ? null : ((await ownOrigin(viewer, headers)) ?? origin)
}

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
