'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import type { useTrackFill } from '../_hooks/use-track-fill'

/** How far the asking of the vendor is, and what did not come; what is there is shown meanwhile. */
export function FillNotice({
  fill,
  tracks,
}: {
  fill: ReturnType<typeof useTrackFill>
  tracks: readonly ReplayTrack[]
}) {
  const t = useTranslations('replay.fill')
  const formats = useFormats()
  const { phase, done, total, failures, isBroken } = fill.state
  const again = (
    <Button size="sm" onClick={fill.start}>
      {t('again')}
    </Button>
  )
  if (phase === 'filling')
    return (
      <div role="status" className="flex items-center gap-3 bg-sunken px-4 py-2 text-sm">
        <div className="min-w-0 grow">
          <p className="mb-1">{total === 0 ? t('looking') : t('asking', { done, total })}</p>
          <progress
            aria-label={t('progress')}
            max={Math.max(1, total)}
            value={total === 0 ? undefined : done}
            className={BAR}
          />
        </div>
        <Button size="sm" onClick={fill.cancel}>
          {t('cancel')}
        </Button>
      </div>
    )
  if (phase === 'cancelled')
    return (
      <Banner tone="warning" title={t('cancelledTitle')} actions={again}>
        {t('cancelledBody')}
      </Banner>
    )
  if (isBroken)
    return (
      <Banner tone="warning" title={t('brokenTitle')} actions={again}>
        {t('brokenBody')}
      </Banner>
    )
  if (failures.length === 0) return null
  const messages = [...new Set(failures.map(({ message }) => message))]
  const names = [
    ...new Set(failures.map(({ deviceId }) => tracks.find(({ id }) => id === deviceId)?.name ?? '')),
  ]
  return (
    <Banner tone="warning" title={t('failedTitle', { names: formats.list(names) })} actions={again}>
      {messages.slice(0, 2).join(' ')}
    </Banner>
  )
}

const BAR =
  'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent ' +
  '[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'
