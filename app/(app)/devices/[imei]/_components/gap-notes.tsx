'use client'

import { Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { GapSpan } from '../_hooks/gap-points'

export type GapNotesProps = {
  gaps: readonly GapSpan[]
  /** What is said of each: a message at `gaps.device`. */
  about: 'body' | 'faults' | 'signOns'
  className?: string
}

/** More than these are only counted. */
const SHOWN = 3

/** The times in which nothing of the device could be received, in words, the latest first. */
export function GapNotes({ gaps, about, className }: GapNotesProps) {
  const t = useTranslations('gaps.device')
  const formats = useFormats()
  if (gaps.length === 0) return null
  const shown = gaps.toReversed().slice(0, SHOWN)
  const spanOf = ({ fromMs, toMs }: GapSpan) => formats.dateTimeRange(fromMs, toMs)
  return (
    <ul aria-label={t('title')} className={className}>
      {shown.map((gap) => (
        <li key={gap.fromMs} className="flex items-start gap-2 text-sm text-muted">
          <Unplug aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="tabular-nums">{t(about, { span: spanOf(gap) })}</span>
        </li>
      ))}
      {gaps.length > SHOWN ? (
        <li className="ps-6 text-sm text-muted">{t('more', { count: gaps.length - SHOWN })}</li>
      ) : null}
    </ul>
  )
}
