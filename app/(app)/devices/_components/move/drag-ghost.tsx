'use client'

import { ArrowRightLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createPortal } from 'react-dom'
import type { Moving } from '../../_hooks/use-moving'

/** How many devices are on the way, beside the pointer. What it says is also said at the foot of the accounts. */
export function DragGhost({ moving }: { moving: Moving }) {
  const t = useTranslations('devices.move')
  if (moving.drag === null) return null
  return createPortal(
    <div
      ref={moving.ghostRef}
      aria-hidden
      className="pointer-events-none fixed top-0 left-0 z-toast flex items-center gap-2 rounded bg-accent px-3 py-1.5 text-sm font-medium text-on-accent shadow-overlay"
    >
      <ArrowRightLeft className="size-4 rtl:-scale-x-100" />
      {t('devices', { count: moving.drag.ids.length })}
    </div>,
    document.body,
  )
}
