'use client'

import { useTranslations } from 'next-intl'
import { Breakable } from '@/components/ui/breakable'
import { classNames } from '@/components/ui/class-names'
import { ShareBar } from '@/components/ui/share-bar'
import { SortHeader } from '@/components/ui/sort-header'
import { useFormats } from '@/lib/client/format/use-formats'
import {
  type MethodColumn,
  type MethodCounts,
  type MethodOrder,
  nextOrder,
  shareOf,
  type Totals,
} from './method-counts'
import { usePercent } from './use-percent'

export type MethodListProps = {
  /** In the order to show. */
  methods: readonly MethodCounts[]
  totals: Totals
  summaries: Record<string, string>
}

export type MethodTableProps = MethodListProps & { order: MethodOrder; onOrder: (order: MethodOrder) => void }

export function MethodTable({ methods, totals, summaries, order, onOrder }: MethodTableProps) {
  const t = useTranslations('settings.connection.methods')
  const percent = usePercent()
  const headOf = (column: MethodColumn) => ({
    label: t(`columns.${column}`),
    direction: order.column === column ? order.direction : null,
    onSort: () => onOrder(nextOrder(order, column)),
  })
  return (
    <table className="w-full table-fixed border-collapse text-sm tabular-nums max-md:hidden">
      <caption className="sr-only">{t('caption')}</caption>
      <thead className="border-y border-line bg-canvas text-xs text-muted">
        <tr>
          <SortHeader {...headOf('method')} align="start" className={HEAD_NAME} />
          <SortHeader {...headOf('calls')} className={HEAD_NUMBER} />
          <th scope="col" className={HEAD_SHARE}>
            {t('columns.share')}
          </th>
          <SortHeader {...headOf('failed')} className={HEAD_NUMBER} />
          <SortHeader {...headOf('shared')} className={HEAD_SAVED} />
          <SortHeader {...headOf('cached')} className={HEAD_SAVED} />
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {methods.map((counts) => (
          <tr key={counts.method}>
            <th scope="row" className="px-4 py-2.25 text-start font-normal">
              <span className="block font-medium">
                <Breakable text={counts.method} />
              </span>
              <span className="block text-muted">{summaries[counts.method]}</span>
            </th>
            <NumberCell value={counts.calls} />
            <td className="px-3">
              <span className="flex items-center gap-2.5">
                <ShareBar
                  className="h-1.5 grow"
                  parts={[
                    { key: 'calls', share: shareOf(counts.calls, totals.calls), className: 'bg-accent/55' },
                  ]}
                />
                <span className="w-12 shrink-0 text-end text-muted">
                  {percent(shareOf(counts.calls, totals.calls))}
                </span>
              </span>
            </td>
            <NumberCell value={counts.failed} className="font-medium text-danger" />
            <NumberCell value={counts.saved.shared} />
            <NumberCell value={counts.saved.cached} />
          </tr>
        ))}
      </tbody>
      <tfoot className="border-t border-line-strong/60 font-semibold">
        <tr>
          <th scope="row" className="px-4 py-2.5 text-start">
            {t('total')}
          </th>
          <NumberCell value={totals.calls} />
          <td />
          <NumberCell value={totals.failed} />
          <NumberCell value={totals.shared} />
          <NumberCell value={totals.cached} />
        </tr>
      </tfoot>
    </table>
  )
}

const HEAD_NAME = 'h-9 px-4 text-start font-medium'
const HEAD_NUMBER = 'w-[9%] ps-3 pe-4 text-end font-medium'
const HEAD_SAVED = 'w-[14.5%] ps-3 pe-4 text-end font-medium'
const HEAD_SHARE = 'w-[16%] px-3 text-start font-medium'

/** `className` marks what is not nothing; a column of zeros should not shout. */
function NumberCell({ value, className }: { value: number; className?: string }) {
  const formats = useFormats()
  return (
    <td className={classNames('ps-3 pe-4 text-end', value === 0 ? 'text-faint' : className)}>
      {formats.number(value)}
    </td>
  )
}
