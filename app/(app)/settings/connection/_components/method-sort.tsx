'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { METHOD_COLUMNS, type MethodOrder, nextOrder } from './method-counts'

/** The order of the cards on phones, where there are no column heads. */
export function MethodSort({
  order,
  onOrder,
}: {
  order: MethodOrder
  onOrder: (order: MethodOrder) => void
}) {
  const t = useTranslations('settings.connection.methods')
  return (
    <label className="relative flex items-center text-sm text-muted md:hidden">
      <span className="sr-only">{t('sortBy')}</span>
      <select
        value={order.column}
        onChange={(event) => {
          const column = METHOD_COLUMNS.find((name) => name === event.target.value)
          if (column && column !== order.column) onOrder(nextOrder(order, column))
        }}
        className="h-8 appearance-none rounded border border-line bg-panel ps-2.5 pe-7 font-medium text-ink pointer-coarse:h-touch"
      >
        {METHOD_COLUMNS.map((column) => (
          <option key={column} value={column}>
            {t(`columns.${column}`)}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-e-2 size-3.5" />
    </label>
  )
}
