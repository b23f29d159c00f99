'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { SortHeader } from '@/components/ui/sort-header'
import type { ReportSort } from '@/lib/client/reports/report-address'
import type { RunState } from '@/lib/client/reports/report-run'
import { lineAt } from '@/lib/client/reports/report-table'
import { isAtEnd, type ReportWords } from '@/lib/client/reports/report-words'
import { useIsPhone } from '@/lib/client/use-is-phone'
import type { ReportColumn } from '@/lib/domain/api/report-table'
import type { LinkColumns } from '../_hooks/row-links'
import { Foot, Line, type LineProps } from './report-lines'

export type ReportTableProps = {
  state: RunState
  lines: Int32Array
  sort: ReportSort | null
  onSort: (sort: ReportSort) => void
  words: ReportWords
  links: LinkColumns
  label: string
}

const ROW_PX = 34
const TOUCH_ROW_PX = 44
const LINK_WIDTH_PX = 88
const PHONE_VEHICLE_PX = 112

/** Pixels that cells of a type need; what is longer is cut and stands in the title. */
const WIDTHS_PX: Record<ReportColumn['type'], number> = {
  vehicle: 148,
  time: 142,
  day: 108,
  text: 168,
  alarm: 168,
  word: 124,
  place: 166,
  duration: 104,
  distance: 112,
  speed: 92,
  volume: 96,
  consumption: 96,
  temperature: 96,
  percent: 92,
  count: 84,
  number: 92,
  reading: 104,
}

/** All rows in one table of which only those in sight exist: heads and totals stay while it scrolls. */
export function ReportTableView(props: ReportTableProps) {
  const { state, lines, words, links, label } = props
  const t = useTranslations('reports.table')
  const scrollRef = useRef<HTMLElement>(null)
  const isPhone = useIsPhone()
  const rowPx = isPhone ? TOUCH_ROW_PX : ROW_PX
  const widthOf = (type: ReportColumn['type']) =>
    isPhone && type === 'vehicle' ? PHONE_VEHICLE_PX : WIDTHS_PX[type]
  const { columns } = state.table
  const hasLinks = links.fromAt >= 0 || links.fromDay >= 0
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowPx,
    overscan: 12,
  })
  const items = virtualizer.getVirtualItems()
  const beforePx = items[0]?.start ?? 0
  const afterPx = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  const shared: Omit<LineProps, 'line' | 'index'> = { state, words, links, hasLinks, rowPx }
  return (
    <section
      ref={scrollRef}
      aria-label={label}
      aria-describedby="report-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys.
      tabIndex={0}
      className={SCROLL}
    >
      <p id="report-keys" hidden>
        {t('keys')}
      </p>
      <table
        aria-label={label}
        aria-rowcount={lines.length + 1}
        className="table-fixed border-separate border-spacing-0 text-sm"
        style={{
          width: columns.reduce((sum, { type }) => sum + widthOf(type), hasLinks ? LINK_WIDTH_PX : 0),
          minWidth: '100%',
        }}
      >
        <colgroup>
          {columns.map(({ key, type }) => (
            <col key={key} style={{ width: widthOf(type) }} />
          ))}
          {hasLinks ? <col style={{ width: LINK_WIDTH_PX }} /> : null}
        </colgroup>
        <Head {...props} hasLinks={hasLinks} />
        <tbody>
          {beforePx > 0 ? <Gap heightPx={beforePx} /> : null}
          {items.map(({ index }) => (
            <Line key={index} {...shared} line={lineAt(lines, index)} index={index} />
          ))}
          {afterPx > 0 ? <Gap heightPx={afterPx} /> : null}
        </tbody>
        <Foot state={state} words={words} hasLinks={hasLinks} />
      </table>
    </section>
  )
}

const SCROLL =
  'scrollbar-quiet absolute inset-0 overflow-auto overscroll-contain bg-panel focus-visible:-outline-offset-2'

/** The room of rows that do not exist. */
function Gap({ heightPx }: { heightPx: number }) {
  return <tr aria-hidden style={{ height: heightPx }} />
}

function Head({ state, sort, onSort, words, hasLinks }: ReportTableProps & { hasLinks: boolean }) {
  const t = useTranslations('reports.table')
  const canSort = state.phase !== 'running'
  return (
    <thead>
      <tr aria-rowindex={1}>
        {state.table.columns.map((column, at) => {
          const unit = words.unit(column)
          const label = unit === '' ? words.column(column) : `${words.column(column)}, ${unit}`
          const isSorted = sort?.key === column.key
          const look = classNames(
            HEAD,
            isAtEnd(column) ? 'text-end' : 'text-start',
            column.isVendor && 'bg-sunken!',
            at === 0 && 'start-0 z-20!',
          )
          if (!canSort)
            return (
              <th key={column.key} scope="col" className={look}>
                {label}
              </th>
            )
          return (
            <SortHeader
              key={column.key}
              label={label}
              align={isAtEnd(column) ? 'end' : 'start'}
              direction={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : null}
              onSort={() =>
                onSort({ key: column.key, isDescending: isSorted ? !sort.isDescending : isAtEnd(column) })
              }
              className={look}
            />
          )
        })}
        {hasLinks ? (
          <th scope="col" className={classNames(HEAD, 'text-start')}>
            {t('links')}
          </th>
        ) : null}
      </tr>
    </thead>
  )
}

const HEAD =
  'sticky top-0 z-10 h-10 border-b border-line-strong bg-panel px-2.5 py-1 align-middle text-xs leading-4 font-medium text-muted'
