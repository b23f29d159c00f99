'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { useFormats } from '@/lib/client/format/use-formats'
import { INVITATION_MS } from '@/lib/domain/people'
import { LinkField } from './link-field'

/** A link that was just made. It is known here and nowhere else. */
export type IssuedLink = { email: string; path: string; isMailed: boolean; byMail: boolean }

/** Shows a link once, to be handed over. */
export function LinkDialog({ link, onClose }: { link: IssuedLink; onClose: () => void }) {
  const t = useTranslations('people.link')
  const formats = useFormats()
  const { email, path, isMailed, byMail } = link
  return (
    <Dialog title={t('title')} onClose={onClose} isHeld>
      <p className="text-sm text-muted">
        {t('about', { email, until: formats.dayTime(Date.now() + INVITATION_MS) })}
      </p>
      {byMail ? <p className="text-sm">{isMailed ? t('mailed', { email }) : t('notMailed')}</p> : null}
      <LinkField path={path} onClose={onClose} />
    </Dialog>
  )
}
