'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import type { Enrolment } from '@/lib/domain/api/security'
import { QrPicture } from './qr-picture'

/** What an authenticator app needs, to scan or to type. */
export function AuthenticatorKey({ enrolment }: { enrolment: Enrolment }) {
  const t = useTranslations('security.factor')
  return (
    <div className="flex flex-wrap items-start gap-4">
      <QrPicture qr={enrolment.qr} label={t('qr')} />
      <div className="flex min-w-0 grow basis-48 flex-col gap-3 text-sm">
        <p>{t('scan')}</p>
        <div>
          <p className="text-muted">{t('key')}</p>
          <p className="flex items-center gap-2">
            <code dir="ltr" translate="no" className="font-mono wrap-anywhere">
              {enrolment.key}
            </code>
            <CopyButton
              getText={() => enrolment.key.replaceAll(' ', '')}
              label={t('copyKey')}
              copiedLabel={t('copied')}
            />
          </p>
        </div>
      </div>
    </div>
  )
}
