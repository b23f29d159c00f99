'use client'

import { useTranslations } from 'next-intl'
import { Breakable } from '@/components/ui/breakable'
import { classNames } from '@/components/ui/class-names'
import { ShareBar } from '@/components/ui/share-bar'
import { useFormats } from '@/lib/client/format/use-formats'
import { shareOf } from './method-counts'
import type { MethodListProps } from './method-table'

/** The table's rows stacked, for phones. */
export function MethodCards({ methods, totals, summaries }: MethodListProps) {
  const t = useTranslations('settings.connection.methods')
  const formats = useFormats()
  return (
    <ul aria-label={t('caption')} className="divide-y divide-line border-t border-line text-sm md:hidden">
      {methods.map((counts) => (
        <li key={counts.method} className="px-4 py-3">
          <div className="flex items-baseline gap-3">
            <span className="min-w-0 grow font-medium wrap-anywhere">
              <Breakable text={counts.method} />
            </span>
            <span className="shrink-0 font-semibold tabular-nums">
              {t('callCount', { count: counts.calls, value: formats.number(counts.calls) })}
            </span>
          </div>
          <p className="mt-0.5 text-muted">{summaries[counts.method]}</p>
          <ShareBar
            className="mt-2 h-1.5"
            parts={[{ key: 'calls', share: shareOf(counts.calls, totals.calls), className: 'bg-accent/55' }]}
          />
          <dl className="mt-2 grid grid-cols-[3.5rem_1fr_1fr] gap-x-3">
            <Count label={t('columns.failed')} value={counts.failed} className="text-danger" />
            <Count label={t('columns.shared')} value={counts.saved.shared} />
            <Count label={t('columns.cached')} value={counts.saved.cached} />
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Count({ label, value, className }: { label: string; value: number; className?: string }) {
  const formats = useFormats()
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={classNames('font-medium tabular-nums', value === 0 ? 'text-faint' : className)}>
        {formats.number(value)}
      </dd>
    </div>
  )
}
