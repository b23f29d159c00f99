'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { VideoList } from '@/lib/domain/api/video'
import { LIST_POLLS } from '@/lib/domain/video'

/** A list is on its way from the device: how long that may take, and a way not to wait for it. */
export function ListProgress({ lists, onCancel }: { lists: readonly VideoList[]; onCancel: () => void }) {
  const t = useTranslations('video.recordings')
  const waiting = lists.filter(({ state }) => state === 'waiting')
  const polls = Math.max(0, ...waiting.map((list) => list.polls))
  return (
    <div className="flex flex-col items-center gap-3 border-t border-line px-4 py-8 text-center">
      <p role="status" className="text-sm font-medium">
        {t('waiting')}
      </p>
      <progress
        aria-label={t('waiting')}
        max={LIST_POLLS}
        value={polls}
        className="h-1.5 w-56 max-w-full overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p className="max-w-md text-sm text-muted">{t('waitingBody', { asked: polls, most: LIST_POLLS })}</p>
      <Button onClick={onCancel}>{t('cancel')}</Button>
    </div>
  )
}
