'use client'

import { ArrowDownWideNarrow } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ChoiceMenu } from '@/components/ui/choice-menu'
import { FLEET_SORTS, type FleetSort } from '@/lib/client/fleet-view'

export type SortMenuProps = { sort: FleetSort; onSort: (sort: FleetSort) => void; className: string }

/** The order of the list, with a menu of the others. */
export function SortMenu({ sort, onSort, className }: SortMenuProps) {
  const t = useTranslations('map')
  const word = t(`sortBy.${sort}`)
  return (
    <ChoiceMenu
      trigger={
        <>
          <ArrowDownWideNarrow aria-hidden className="size-3.5" />
          {word}
        </>
      }
      triggerClassName={className}
      triggerLabel={`${t('sortLabel')}: ${word}`}
      title={t('sortLabel')}
      value={sort}
      options={FLEET_SORTS.map((value) => ({ value, label: t(`sortBy.${value}`) }))}
      onChange={onSort}
    />
  )
}
