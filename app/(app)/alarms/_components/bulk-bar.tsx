'use client'

import { AlarmClockOff, CheckCheck, Moon, RotateCcw, UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AlarmBox } from '@/lib/domain/alarm-inbox'
import { MAX_BY_FILTER } from '@/lib/domain/alarm-inbox-limits'
import type { Selection } from '../_hooks/use-selection'
import type { StepWish } from '../_hooks/use-wishes'

export type BulkBarProps = {
  selection: Selection
  /** How many are shown, and how many fit in all. */
  shown: number
  fitting: number
  box: AlarmBox
  isBusy: boolean
  onWish: (wish: StepWish) => void
}

/** What can be done with the chosen alarms. */
export function BulkBar({ selection, shown, fitting, box, isBusy, onWish }: BulkBarProps) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const count = selection.ids.size
  const isResolved = box === 'resolved'
  const all = fitting > MAX_BY_FILTER ? `${formats.number(MAX_BY_FILTER)}` : formats.number(fitting)
  return (
    <section
      aria-label={t('bulk.label')}
      className="shrink-0 space-y-2 border-b border-line bg-accent-soft px-3 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <p role="status" className="grow font-medium text-ink">
          {selection.isAll ? t('bulk.all', { shown: all }) : t('bulk.chosen', { count })}
        </p>
        {!selection.isAll && count < shown ? (
          <button type="button" className={LINK} onClick={selection.checkAllShown}>
            {t('bulk.shown')}
          </button>
        ) : null}
        {!selection.isAll && fitting > count ? (
          <button type="button" className={LINK} onClick={selection.meanAll}>
            {t('bulk.match', { shown: all })}
          </button>
        ) : null}
        {count > 0 ? (
          <button type="button" className={LINK} onClick={selection.clear}>
            {t('bulk.clear')}
          </button>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {isResolved ? null : (
          <>
            {box === 'acknowledged' ? null : (
              <Button size="sm" disabled={isBusy || count === 0} onClick={() => onWish('acknowledge')}>
                <CheckCheck aria-hidden className="size-4" />
                {t('steps.acknowledge')}
              </Button>
            )}
            <Button size="sm" disabled={isBusy || count === 0} onClick={() => onWish('resolve')}>
              <AlarmClockOff aria-hidden className="size-4" />
              {t('steps.resolve')}
            </Button>
            <Button size="sm" disabled={isBusy || count === 0} onClick={() => onWish('assign')}>
              <UserPlus aria-hidden className="size-4" />
              {t('steps.assign')}
            </Button>
            <Button
              size="sm"
              disabled={isBusy || count === 0}
              onClick={() => onWish(box === 'snoozed' ? 'unsnooze' : 'snooze')}
            >
              <Moon aria-hidden className="size-4" />
              {t(box === 'snoozed' ? 'steps.unsnooze' : 'steps.snooze')}
            </Button>
          </>
        )}
        {box === 'open' || box === 'snoozed' ? null : (
          <Button size="sm" disabled={isBusy || count === 0} onClick={() => onWish('reopen')}>
            <RotateCcw aria-hidden className="size-4" />
            {t('steps.reopen')}
          </Button>
        )}
      </div>
    </section>
  )
}

const LINK = 'rounded font-medium text-accent hover:text-accent-hover pointer-coarse:min-h-touch'
