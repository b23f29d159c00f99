'use client'

import { useTranslations } from 'next-intl'
import { ShareBar } from '@/components/ui/share-bar'
import { useFormats } from '@/lib/client/format/use-formats'
import { shareOf, type Totals } from './method-counts'

/** Calls by who asked, in the order in which they are let through. */
export function Askers({ totals }: { totals: Totals }) {
  const t = useTranslations('settings.connection.askers')
  const formats = useFormats()
  return (
    <div className="grow border-t border-line px-4 py-3 text-sm">
      <h3 className="text-muted">{t('label')}</h3>
      <ShareBar
        className="mt-2.5 h-2"
        parts={ASKERS.map((asker) => ({
          key: asker,
          share: shareOf(totals[asker], totals.calls),
          className: COLOURS[asker],
        }))}
      />
      <dl className="mt-3 grid grid-cols-3 gap-x-4">
        {ASKERS.map((asker) => (
          <div key={asker} className="min-w-0">
            <dt className="flex items-center gap-1.5 text-muted">
              <span aria-hidden className={`size-2 shrink-0 rounded-full ${COLOURS[asker]}`} />
              <span className="truncate">{t(asker)}</span>
            </dt>
            <dd className="mt-0.5 ps-3.5 font-medium tabular-nums">{formats.number(totals[asker])}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const ASKERS = ['commands', 'people', 'background'] as const

const COLOURS: Record<(typeof ASKERS)[number], string> = {
  commands: 'bg-ink',
  people: 'bg-accent',
  background: 'bg-accent/35',
}
