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

/** The look of a line of text in these dialogs. 16 px on touch screens, or phones zoom into the field. */
export const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2.5 text-base text-ink placeholder:text-faint ' +
  'hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'
