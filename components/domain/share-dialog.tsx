'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { SHARES_QUERY_KEY } from '@/lib/client/queries/shares'
import type { ShareActions, ShareTarget } from './share-actions'
import { ShareFormFields } from './share-form'
import { ShareMadeNote } from './share-made'

export type ShareDialogProps = {
  vehicles: readonly ShareTarget[]
  actions: ShareActions
  onClose: () => void
}

/** Makes a share link, and shows its address. */
export function ShareDialog({ vehicles, actions, onClose }: ShareDialogProps) {
  const t = useTranslations('share')
  const queries = useQueryClient()
  const [url, setUrl] = useState<string | null>(null)
  const onMade = (made: string) => {
    setUrl(made)
    void queries.invalidateQueries({ queryKey: SHARES_QUERY_KEY })
  }
  return (
    <Dialog isHeld title={url === null ? t('title') : t('made.title')} onClose={onClose} className="max-w-xl">
      {url === null ? (
        <ShareFormFields vehicles={vehicles} actions={actions} onMade={onMade} onClose={onClose} />
      ) : (
        <ShareMadeNote url={url} onClose={onClose} />
      )}
    </Dialog>
  )
}
