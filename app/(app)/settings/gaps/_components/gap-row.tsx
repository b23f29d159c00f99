'use client'

import { CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ReceiveGapView } from '@/lib/domain/api/gap'
import { GapFailures } from './gap-failures'
import { RetryGap } from './retry-gap'

export type GapRowProps = {
  gap: ReceiveGapView
  /** Whether the connection is named: where there are several. */
  isNamed: boolean
}

/** One span: when, how it stands, what was filled in and what could not be. */
export function GapRow({ gap, isNamed }: GapRowProps) {
  const t = useTranslations('gaps')
  const { icon: Icon, tone } = LOOKS[gap.status]
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-3 px-4 py-3.5">
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', tone)} />
      <div className="min-w-0 grow basis-64">
        <Span gap={gap} />
        {isNamed ? <p className="text-sm text-muted">{gap.connectionName}</p> : null}
        <p className="mt-1 text-sm">
          <span className="font-medium">{t(`status.${gap.status}`)}</span>
          <Standing gap={gap} />
        </p>
        {gap.status === 'healing' ? <Progress gap={gap} /> : null}
        <Filled gap={gap} />
        {gap.isCut ? <p className="mt-1 text-sm text-muted">{t('cut')}</p> : null}
        <GapFailures gap={gap} />
      </div>
      {gap.status === 'open' || gap.status === 'partly' ? <RetryGap gap={gap} /> : null}
    </li>
  )
}

const LOOKS = {
  open: { icon: CircleDashed, tone: 'text-warning' },
  healing: { icon: LoaderCircle, tone: 'text-accent' },
  healed: { icon: CircleCheck, tone: 'text-success' },
  partly: { icon: TriangleAlert, tone: 'text-warning' },
} as const

function Span({ gap }: { gap: ReceiveGapView }) {
  const formats = useFormats()
  const [fromMs, toMs] = [Date.parse(gap.startedAt), Date.parse(gap.endedAt)]
  return (
    <h2 className="font-semibold tabular-nums" title={formats.exactTime(fromMs)}>
      {formats.dateTimeRange(fromMs, toMs)}{' '}
      <span className="font-normal whitespace-nowrap text-muted">{useLength(toMs - fromMs)}</span>
    </h2>
  )
}

/** "1 h 45 min" */
function useLength(ms: number): string {
  const t = useTranslations('gaps')
  const minutes = Math.max(1, Math.round(ms / 60_000))
  const parts = {
    days: Math.floor(minutes / 1440),
    hours: Math.floor(minutes / 60) % 24,
    minutes: minutes % 60,
  }
  if (parts.days > 0) return t('days', parts)
  return parts.hours > 0 ? t('hours', parts) : t('minutes', parts)
}

/** Why it waits and until when, or how far it is. */
function Standing({ gap: { status, waiting, done, total } }: { gap: ReceiveGapView }) {
  const t = useTranslations('gaps')
  const formats = useFormats()
  if (status === 'healing' && total > 0)
    return <> · {t('progress', { done: formats.number(done), total: formats.number(total) })}</>
  if (status !== 'open') return null
  if (waiting === null) return <> · {t('soon')}</>
  const until = formats.dateTime(Date.parse(waiting.untilAt))
  return (
    <>
      {' '}
      · {t(`waiting.${waiting.reason}`, { until })}
      {waiting.words === null ? null : (
        <span className="block text-muted">{t('vendorWords', { words: waiting.words })}</span>
      )}
    </>
  )
}

function Progress({ gap: { done, total } }: { gap: ReceiveGapView }) {
  const t = useTranslations('gaps')
  const share = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div
      role="progressbar"
      aria-label={t('progressLabel')}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="mt-2 h-1.5 max-w-md overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full rounded-full bg-accent" style={{ inlineSize: `${share * 100}%` }} />
    </div>
  )
}

function Filled({ gap: { status, positions, alarms } }: { gap: ReceiveGapView }) {
  const t = useTranslations('gaps')
  const formats = useFormats()
  if (positions + alarms === 0)
    return status === 'healed' ? <p className="mt-1 text-sm text-muted">{t('nothingMissing')}</p> : null
  const words = {
    positions: formats.number(positions),
    positionCount: positions,
    alarms: formats.number(alarms),
    alarmCount: alarms,
  }
  return <p className="mt-1 text-sm text-muted tabular-nums">{t('filled', words)}</p>
}
