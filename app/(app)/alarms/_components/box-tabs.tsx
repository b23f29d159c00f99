'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
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
              {one === 'all' ? null : <Count text={counts && shown(counts.boxes[one])} />}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Under its word, where there is room for it before it is known. One of another length is another element: it did not move. */
function Count({ text }: { text: string | null }) {
  return (
    <span className="block h-4 text-xs leading-4 font-normal tabular-nums">
      {text === null ? <Skeleton className="my-0.75 h-2.5 w-5" /> : <span key={text.length}>{text}</span>}
    </span>
  )
}

const TAB =
  'flex h-10 flex-col items-center justify-center rounded px-2 text-sm leading-4.5 font-medium text-muted hover:bg-sunken hover:text-ink ' +
  'aria-[current]:bg-accent-soft aria-[current]:text-accent pointer-coarse:h-touch pointer-coarse:px-3'
