'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import { ALARM_BOXES, type AlarmBox } from '@/lib/domain/alarm-inbox'
import { MOST_COUNTED } from '@/lib/domain/alarm-inbox-limits'
import type { BoxCounts } from '@/lib/domain/api/alarm-inbox'

export type BoxTabsProps = { box: AlarmBox; counts: BoxCounts | null; onChange: (box: AlarmBox) => void }

/** The boxes of the inbox with how much lies in each. */
export function BoxTabs({ box, counts, onChange }: BoxTabsProps) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const chosen = useRef<HTMLLIElement>(null)
  const isCounted = counts !== null
  // On a narrow screen the row is longer than it is wide, and counts make it longer still.
  // biome-ignore lint/correctness/useExhaustiveDependencies: both move the chosen one.
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [box, isCounted])
  const shown = (count: number) =>
    count > MOST_COUNTED ? t('manyCounted', { count: formats.number(MOST_COUNTED) }) : formats.number(count)
  return (
    <nav aria-label={t('view')} className="scrollbar-quiet -mx-3 overflow-x-auto px-3">
      <ul className="flex gap-1">
        {ALARM_BOXES.map((one) => (
          <li key={one} ref={one === box ? chosen : undefined} className="shrink-0 scroll-mx-3">
            <button
              type="button"
              aria-current={one === box ? 'true' : undefined}
              className={TAB}
              onClick={() => onChange(one)}
            >
              {t(`boxes.${one}`)}
              {counts === null || one === 'all' ? null : (
                <span className="text-xs font-normal tabular-nums">{shown(counts.boxes[one])}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const TAB =
  'flex h-8 items-center gap-1.5 rounded px-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink ' +
  'aria-[current]:bg-accent-soft aria-[current]:text-accent pointer-coarse:h-touch pointer-coarse:px-3'
