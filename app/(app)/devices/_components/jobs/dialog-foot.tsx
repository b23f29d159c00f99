'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

export type DialogFootProps = {
  failure: string | null
  goWord: string
  isReady: boolean
  onClose: () => void
}

/** What stands against it, the way out, and the button that begins it. Within a form. */
export function DialogFoot({ failure, goWord, isReady, onClose }: DialogFootProps) {
  const t = useTranslations('deviceJobs.dialog')
  return (
    <>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {failure}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" type="submit" disabled={!isReady}>
          {goWord}
        </Button>
      </div>
    </>
  )
}
