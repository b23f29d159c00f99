'use client'

import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu, MenuChoice } from '@/components/ui/menu'
import type { BasemapOption } from '@/lib/domain/basemaps'

export type BasemapMenuProps = {
  options: readonly BasemapOption[]
  value: BasemapOption
  onChange: (option: BasemapOption) => void
}

/** Chooses the map under the vehicles. Brings a menu's worth of script: load it lazily. */
export function BasemapMenu({ options, value, onChange }: BasemapMenuProps) {
  const t = useTranslations('mapControls')
  const nameOf = ({ kind, name }: BasemapOption) => {
    if (name !== null) return name
    return kind === 'streets' ? t('basemaps.streets') : t('basemaps.world')
  }
  return (
    <Menu
      trigger={<Layers aria-hidden className="size-4" strokeWidth={1.75} />}
      triggerClassName="grid size-9 place-items-center rounded-lg bg-panel text-muted shadow-raised transition-colors hover:text-ink pointer-coarse:size-touch"
      triggerLabel={`${t('basemap')}: ${nameOf(value)}`}
      label={t('basemap')}
      placement="bottom end"
    >
      <MenuChoice
        title={t('basemap')}
        value={value.id}
        options={options.map((option) => ({ value: option.id, label: nameOf(option) }))}
        onChange={(id) => {
          const chosen = options.find((option) => option.id === id)
          if (chosen) onChange(chosen)
        }}
      />
    </Menu>
  )
}
