'use client'

import { Share2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { buttonClasses } from '@/components/ui/button'
import { useShareOptions } from '@/lib/client/queries/shares'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { ShareActions, ShareTarget } from './share-actions'

// Few people share at any moment; the dialog is fetched when they do.
const loadDialog = () => import('./share-dialog')
const ShareDialog = lazy(() => untilLoaded(loadDialog).then((module) => ({ default: module.ShareDialog })))

export type ShareButtonProps = {
  /** Those the dialog begins with. */
  vehicles: readonly ShareTarget[]
  actions: ShareActions
  /** Replaces the look of a plain button. */
  className?: string
  iconClassName?: string
  children?: ReactNode
}

/** Opens the dialog that makes a share link. Not there for who may not share. */
export function ShareButton({ vehicles, actions, className, iconClassName, children }: ShareButtonProps) {
  const t = useTranslations('share')
  const { data } = useShareOptions()
  const [isOpen, setOpen] = useState(false)
  if (data?.mayShare !== true) return null
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={className ?? buttonClasses({})}
      >
        <Share2 aria-hidden className={iconClassName ?? 'size-4'} strokeWidth={1.75} />
        {children ?? t('share')}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <ShareDialog vehicles={vehicles} actions={actions} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
