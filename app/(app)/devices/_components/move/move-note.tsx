'use client'

import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { Moving } from '../../_hooks/use-moving'

/** What to do next, what letting go would do, or why nothing was done; read out as it changes. */
export function MoveNote({ moving, chosen }: { moving: Moving; chosen: number }) {
  const t = useTranslations('devices.move')
  const { drag, notice, accounts, obstacleFor } = moving
  const over = drag?.overKey ? accounts.current.get(drag.overKey) : undefined
  const why = drag === null || over === undefined ? null : obstacleFor(over, drag.ids)
  const refused = (name: string, word: NonNullable<typeof why>) =>
    t('refused', { name, why: t(`obstacles.${word}`) })
  const isRefused = why !== null || notice?.kind === 'refused'
  return (
    <p
      role="status"
      className={classNames(
        'min-h-16 shrink-0 border-t border-line px-3 py-2 text-sm',
        isRefused ? 'text-danger' : 'text-muted',
      )}
    >
      {drag !== null
        ? over === undefined
          ? t('dragging', { count: drag.ids.length })
          : why === null
            ? t('onto', { count: drag.ids.length, name: over.name })
            : refused(over.name, why)
        : notice?.kind === 'refused'
          ? refused(notice.name, notice.why)
          : notice !== null
            ? t(notice.kind)
            : t('chosen', { count: chosen })}
    </p>
  )
}
