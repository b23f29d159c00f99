'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

/** Asks before a form that was filled in is dropped. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useTranslations('shell.leave')
  return (
    <Dialog title={t('title')} onClose={onStay} className="max-w-md">
      <p className="text-sm text-muted">{t('body')}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onStay}>{t('stay')}</Button>
        <Button variant="primary" onClick={onLeave}>
          {t('leave')}
        </Button>
      </div>
    </Dialog>
  )
}
