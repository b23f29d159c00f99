'use client'

import { CalendarClock, CalendarX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeviceSummary } from '@/lib/domain/api/device-table'
import { EXPIRY_WINDOWS, type ExpiryWindow } from '@/lib/domain/device-table'

export type ExpiryCardsProps = {
  summary: DeviceSummary | undefined
  chosen: ExpiryWindow | null
  onChoose: (window: ExpiryWindow | null) => void
}

/** How many devices have expired or soon will; each is a filter that a second press takes away. */
export function ExpiryCards({ summary, chosen, onChoose }: ExpiryCardsProps) {
  const t = useTranslations('devices.expiry')
  const formats = useFormats()
  return (
    <fieldset className="scrollbar-quiet flex min-w-0 gap-2 overflow-x-auto p-0.5">
      <legend className="sr-only">{t('label')}</legend>
      {EXPIRY_WINDOWS.map((window) => {
        const Icon = window === 'expired' ? CalendarX : CalendarClock
        const isChosen = chosen === window
        return (
          <button
            key={window}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(isChosen ? null : window)}
            className={classNames(
              'flex min-h-12 min-w-36 grow items-center gap-2.5 rounded-lg border bg-panel px-3 py-1.5 text-start',
              isChosen ? 'border-accent bg-accent-soft!' : 'border-line hover:border-line-strong',
            )}
          >
            <Icon
              aria-hidden
              className={classNames(
                'size-5 shrink-0',
                window === 'expired' ? 'text-status-expired' : 'text-warning',
              )}
            />
            <span className="min-w-0">
              <span className="block text-lg leading-5 font-semibold text-ink tabular-nums">
                {summary === undefined ? '–' : formats.count(summary.expiring[window])}
              </span>
              <span className="block truncate text-xs text-muted">
                {window === 'expired' ? t('expired') : t('within', { days: window })}
              </span>
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
