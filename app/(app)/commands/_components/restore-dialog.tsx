'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

/** One word before a vehicle may drive again. */
export function RestoreDialog({ onConfirm, onClose }: { onConfirm: () => void; onClose: () => void }) {
  const t = useTranslations('commands.compose')
  return (
    <Dialog title={t('confirmRestore')} onClose={onClose} className="max-w-md">
      <p className="text-sm">{t('restoreBody')}</p>
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <Button autoFocus onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="primary" onClick={onConfirm}>
          {t('restore')}
        </Button>
      </div>
    </Dialog>
  )
}
