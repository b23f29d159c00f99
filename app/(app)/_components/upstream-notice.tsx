'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { upstreamTone } from '@/components/domain/upstream-tone'
import { Banner } from '@/components/ui/banner'
import { useNow } from '@/lib/client/clock'
import { type Formats, useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { UpstreamHealth, UpstreamHealthKind } from '@/lib/domain/upstream'

export type UpstreamNoticeProps = { trouble: UpstreamHealth; more: number; onHide: () => void }

/** One vendor connection in trouble: what, since when, how old the last good answer is, and what to do. */
export function UpstreamNotice({ trouble, more, onHide }: UpstreamNoticeProps) {
  const t = useTranslations('shell.upstream')
  const formats = useFormats()
  const store = useLiveStore()
  const nowMs = useNow() + store.clockOffsetMs
  const word = troubleWord(trouble.kind)
  const { lastSuccessAtMs, sinceMs } = trouble
  return (
    <Banner
      tone={upstreamTone(trouble.kind) === 'danger' ? 'danger' : 'warning'}
      title={t(`${word}.title`, { name: trouble.name })}
      className="pointer-events-auto w-full rounded-lg shadow-overlay"
      actions={
        <button
          type="button"
          aria-label={t('hide')}
          onClick={onHide}
          className="-me-1 flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink pointer-coarse:size-9"
        >
          <X aria-hidden className="size-4" />
        </button>
      }
    >
      {t(`${word}.body`)}
      <span className="block text-muted tabular-nums" aria-live="off">
        <span title={formats.exactTime(sinceMs)}>
          {t('since', { time: sinceWhen(formats, sinceMs, nowMs), age: formats.ago(nowMs - sinceMs) })}
        </span>{' '}
        {lastSuccessAtMs === null ? (
          t('neverSucceeded')
        ) : (
          <span title={formats.exactTime(lastSuccessAtMs)}>
            {t('lastSuccess', { age: formats.ago(nowMs - lastSuccessAtMs) })}
          </span>
        )}{' '}
        {more > 0 ? t('more', { count: more }) : null}
      </span>
    </Banner>
  )
}

/** The hour is enough for today's trouble. */
function sinceWhen(formats: Formats, sinceMs: number, nowMs: number): string {
  return nowMs - sinceMs < HALF_DAY_MS ? formats.time(sinceMs) : formats.dateTime(sinceMs)
}

const HALF_DAY_MS = 43_200_000

type TroubleWord = Exclude<UpstreamHealthKind, 'ok' | 'resting' | 'unknown'>

function troubleWord(kind: UpstreamHealthKind): TroubleWord {
  return kind === 'ok' || kind === 'resting' || kind === 'unknown' ? 'error' : kind
}
