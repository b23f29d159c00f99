'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { Detail, DetailList } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { useServerNow } from './ago'
import { Askers } from './askers'
import { shareOf, totalsOf } from './method-counts'
import { QuotaDetail } from './quota-detail'
import { usePercent } from './use-percent'

/** The day so far in a few figures: what was asked, what went wrong, what did not have to be asked. */
export function TodayCard({ connection }: { connection: ConnectionStatus }) {
  const t = useTranslations('settings.connection')
  const formats = useFormats()
  const percent = usePercent()
  const totals = totalsOf(connection.methods)
  const failedShare = shareOf(totals.failed, totals.calls)
  const saved = totals.shared + totals.cached
  return (
    <Card title={t('today')} aside={<DayNote day={connection.day} />} className="flex flex-col">
      <dl className="grid grid-cols-3 gap-x-4 px-4 pt-1 pb-4">
        <Figure label={t('calls')} value={formats.number(totals.calls)} note={t('callsNote')} />
        <Figure
          label={t('failed')}
          value={formats.number(totals.failed)}
          note={t('ofCalls', { percent: percent(failedShare) })}
          className={failedShare >= LOUD_SHARE ? 'text-danger' : undefined}
        />
        <Figure
          label={t('saved')}
          value={formats.number(saved)}
          note={t('ofQuestions', { percent: percent(shareOf(saved, totals.calls + saved)) })}
        />
      </dl>
      <DetailList>
        <QuotaDetail quota={connection.quota} />
        <Detail label={t('savedBy.shared')}>
          {formats.number(totals.shared)}
          <span className="block text-muted">{t('savedBy.sharedNote')}</span>
        </Detail>
        <Detail label={t('savedBy.cached')}>
          {formats.number(totals.cached)}
          <span className="block text-muted">{t('savedBy.cachedNote')}</span>
        </Detail>
      </DetailList>
      <Askers totals={totals} />
    </Card>
  )
}

/** A failure now and then is everyday; from one call in twenty on it is not. */
const LOUD_SHARE = 0.05

type FigureProps = { label: string; value: string; note: string; className?: string }

function Figure({ label, value, note, className }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5">
        <span
          className={classNames(
            'block text-2xl font-semibold tracking-tight tabular-nums max-md:text-xl',
            className,
          )}
        >
          {value}
        </span>
        <span className="mt-0.5 block text-xs text-muted tabular-nums">{note}</span>
      </dd>
    </div>
  )
}

const DAY_MS = 86_400_000

/** The vendor counts by UTC days, so the day's end is said as a duration: a local hour would need explaining. */
function DayNote({ day }: { day: string }) {
  const t = useTranslations('settings.connection')
  const formats = useFormats()
  const endsAtMs = Date.parse(`${day}T00:00:00Z`) + DAY_MS
  const left = formats.duration(endsAtMs - useServerNow())
  return (
    <p className="text-xs text-muted tabular-nums" title={formats.exactTime(endsAtMs)}>
      {t('day', { left })}
    </p>
  )
}
