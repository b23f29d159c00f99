'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { workOnFenceCopy } from '@/lib/client/queries/fences'
import type { FenceDetail } from '@/lib/domain/api/fences'
import { removeFenceAction } from '../actions'

type RemoveProps = { fence: FenceDetail; onClose: () => void; onRemoved: () => void }

/** Asks before a fence goes, and whether its copy at the vendor goes too. */
export function RemoveDialog({ fence, onClose, onRemoved }: RemoveProps) {
  const t = useTranslations('fences.remove')
  const hasCopy = fence.vendor.kind !== 'none'
  const [withCopy, setWithCopy] = useState(hasCopy)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const remove = () =>
    start(async () => {
      const removal =
        hasCopy && withCopy ? workOnFenceCopy(fence.id, 'removeFence') : removeFenceAction(fence.id)
      const answer = await removal.catch(() => null)
      if (answer?.ok) onRemoved()
      else setFailure(answer?.message ?? t('failed'))
    })
  return (
    <Dialog title={t('title', { name: fence.name })} onClose={onClose} isHeld={isBusy}>
      <p className="text-sm text-muted">{t('body')}</p>
      {hasCopy ? (
        <label className="flex min-h-6 cursor-pointer items-center gap-3 text-sm font-medium pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={withCopy}
            disabled={isBusy}
            onChange={(event) => setWithCopy(event.target.checked)}
            className="size-5 shrink-0 accent-accent"
          />
          {t('copyToo')}
        </label>
      ) : null}
      {hasCopy && !withCopy ? <p className="text-sm text-muted">{t('copyStays')}</p> : null}
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')}>
          {failure}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          {t('keep')}
        </Button>
        <Button variant="primary" onClick={remove} disabled={isBusy}>
          {t('confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
