'use client'

import { useTranslations } from 'next-intl'
import { useLetter, VendorLetter } from '@/components/connect/vendor-letter'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'

/** A new address, for as long as it is shown. `hasOlder`: others were made before and go on. */
export type NewHook = { path: string; token: string; hasOlder: boolean }

export type NewHookDialogProps = {
  made: NewHook
  account: string
  /** Scheme and host the vendor reaches us by. */
  origin: string
  isReachable: boolean
  topicPaths: readonly string[]
  onClose: () => void
}

/** Shows what to send to the vendor, this once. Only its own button closes it. */
export function NewHookDialog(props: NewHookDialogProps) {
  const t = useTranslations('push.madeDialog')
  const letter = useLetter(props)
  return (
    <Dialog isHeld title={t('title')} onClose={props.onClose} className="w-[min(46rem,calc(100vw-2rem))]">
      <VendorLetter letter={letter} isReachable={props.isReachable} />
      <p className="text-sm text-muted">
        {t('how')} {props.made.hasOlder ? t('old') : null}
      </p>
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <CopyButton getText={() => letter} label={t('copy')} copiedLabel={t('copied')}>
          {t('copy')}
        </CopyButton>
        <Button variant="primary" onClick={props.onClose}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  )
}
