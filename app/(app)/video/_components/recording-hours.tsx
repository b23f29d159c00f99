'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Recording } from '@/lib/domain/api/video'
import type { Span } from '../_hooks/months'
import { useVideoWords } from '../_hooks/use-video-words'

const HOUR_MS = 3_600_000

/** A day's hours with how much of each is recorded. Choosing one shows its recordings alone. */
export function RecordingHours({
  recordings,
  span,
  chosenMs,
  onChoose,
}: {
  recordings: readonly Recording[]
  span: Span
  chosenMs: number | null
  onChoose: (hourMs: number | null) => void
}) {
  const t = useTranslations('video.recordings')
  const { formats } = useVideoWords()
  const hours = useMemo(() => hoursOf(recordings, span), [recordings, span])
  return (
    <div className="overflow-x-auto px-4 py-3">
      <fieldset className="flex min-w-[36rem]">
        <legend className="sr-only">{t('hours')}</legend>
        {hours.map(({ atMs, share }, index) => (
          <button
            key={atMs}
            type="button"
            disabled={share === 0}
            aria-pressed={atMs === chosenMs}
            aria-label={t('hour', { time: formats.time(atMs), percent: Math.round(share * 100) })}
            onClick={() => onChoose(atMs === chosenMs ? null : atMs)}
            className="group flex min-w-6 grow basis-0 flex-col gap-1 disabled:cursor-default"
          >
            <span className="relative block h-8 w-full border-e border-panel bg-sunken group-aria-pressed:outline-2 group-aria-pressed:outline-accent">
              <span
                className="absolute inset-x-0 bottom-0 bg-accent"
                style={{ height: `${Math.max(share > 0 ? 12 : 0, share * 100)}%` }}
              />
            </span>
            <span className="h-4 w-0 text-start text-xs whitespace-nowrap text-muted tabular-nums">
              {index % 3 === 0 ? formats.time(atMs) : ''}
            </span>
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function hoursOf(
  recordings: readonly Recording[],
  { fromAt, toAt }: Span,
): { atMs: number; share: number }[] {
  const hours: { atMs: number; share: number }[] = []
  for (let atMs = fromAt.getTime(); atMs < toAt.getTime(); atMs += HOUR_MS) {
    let coveredMs = 0
    for (const { beginAt, endAt } of recordings) {
      const fromMs = Math.max(atMs, Date.parse(beginAt))
      const toMs = Math.min(atMs + HOUR_MS, Date.parse(endAt))
      coveredMs += Math.max(0, toMs - fromMs)
    }
    hours.push({ atMs, share: Math.min(1, coveredMs / HOUR_MS) })
  }
  return hours
}
