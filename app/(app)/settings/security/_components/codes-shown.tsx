'use client'

import { useTranslations } from 'next-intl'
import { RecoveryCodes } from '@/components/domain/recovery-codes'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

export type CodesShownProps = { codes: readonly string[]; email: string; onClose: () => void }

/** The one time the recovery codes are seen; nothing but the button closes it. */
export function CodesShown({ codes, email, onClose }: CodesShownProps) {
  const t = useTranslations('security.codes')
  return (
    <Dialog isHeld title={t('title')} onClose={onClose}>
      <RecoveryCodes codes={codes} email={email} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      </div>
    </Dialog>
  )
}
