'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState, useTransition } from 'react'
import { extendShareAction, revokeShareAction } from '@/app/api/shares/actions'
import { SHARE_PRESETS_MIN } from '@/components/domain/share-draft'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SHARES_QUERY_KEY } from '@/lib/client/queries/shares'
import type { ShareAnswer, ShareLink } from '@/lib/domain/api/share'

type Props = { link: ShareLink; title: string; onClose: () => void }

/** By how much a link lives longer. */
export function ExtendDialog({ link, title, onClose }: Props) {
  const t = useTranslations('share.list')
  const tForm = useTranslations('share.form')
  const [minutes, setMinutes] = useState<number>(60)
  return (
    <Asked
      title={t('extendTitle', { name: title })}
      doWord={t('extendDo')}
      work={() => extendShareAction(link.id, minutes)}
      onClose={onClose}
    >
      <p className="text-sm text-muted">{t('extendBody')}</p>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{t('extendBy')}</legend>
        {SHARE_PRESETS_MIN.map((preset) => (
          <Button key={preset} size="sm" aria-pressed={minutes === preset} onClick={() => setMinutes(preset)}>
            {tForm(`presets.${preset}`)}
          </Button>
        ))}
      </fieldset>
    </Asked>
  )
}

/** Ending a link cannot be taken back. */
export function RevokeDialog({ link, title, onClose }: Props) {
  const t = useTranslations('share.list')
  return (
    <Asked
      title={t('revokeTitle', { name: title })}
      doWord={t('revokeDo')}
      work={() => revokeShareAction(link.id)}
      onClose={onClose}
    >
      <p className="text-sm text-muted">{t('revokeBody')}</p>
    </Asked>
  )
}

function Asked({
  title,
  doWord,
  work,
  onClose,
  children,
}: {
  title: string
  doWord: string
  work: () => Promise<ShareAnswer>
  onClose: () => void
  children: ReactNode
}) {
  const t = useTranslations('share.list')
  const tFailures = useTranslations('share.failures')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const go = () =>
    startTransition(async () => {
      const answer = await work().catch(() => null)
      await queries.invalidateQueries({ queryKey: SHARES_QUERY_KEY })
      if (answer?.ok) onClose()
      else setFailure(answer?.message ?? tFailures(answer?.why ?? 'failed'))
    })
  return (
    <Dialog title={title} onClose={onClose} className="max-w-md">
      {children}
      <p role="status" className="text-sm text-danger empty:hidden">
        {failure}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" disabled={isBusy} onClick={go}>
          {doWord}
        </Button>
      </div>
    </Dialog>
  )
}
