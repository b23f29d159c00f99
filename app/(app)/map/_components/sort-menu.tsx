'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuChoice } from '@/components/ui/menu'
import { FLEET_SORTS, type FleetSort } from '@/lib/client/fleet-view'

export type SortMenuProps = {
  sort: FleetSort
  onSort: (sort: FleetSort) => void
  trigger: ReactNode
  triggerClassName: string
  triggerLabel: string
}

export function SortMenu({ sort, onSort, ...trigger }: SortMenuProps) {
  const t = useTranslations('map')
  return (
    <Menu {...trigger} label={t('sortLabel')} placement="bottom end">
      <MenuChoice
        title={t('sortLabel')}
        value={sort}
        options={FLEET_SORTS.map((value) => ({ value, label: t(`sortBy.${value}`) }))}
        onChange={onSort}
      />
    </Menu>
  )
}
