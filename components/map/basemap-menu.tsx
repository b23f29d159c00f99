'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuChoice, MenuSeparator, MenuToggle } from '@/components/ui/menu'
import type { BasemapOption } from '@/lib/domain/basemaps'

export type BasemapMenuProps = {
  options: readonly BasemapOption[]
  value: BasemapOption
  onChange: (option: BasemapOption) => void
  /** Whether fences lie over the map, where it can show them. */
  fences?: { isShown: boolean; onShow: (isShown: boolean) => void }
  /** Content and look of the button that opens it; the map's name is part of what it is called. */
  trigger: ReactNode
  triggerClassName: string
}

/** Chooses the map under the vehicles. Brings a menu's worth of script: load it lazily. */
export function BasemapMenu({ options, value, onChange, fences, ...button }: BasemapMenuProps) {
  const t = useTranslations('mapControls')
  const nameOf = ({ kind, name }: BasemapOption) => {
    if (name !== null) return name
    return kind === 'streets' ? t('basemaps.streets') : t('basemaps.world')
  }
  return (
    <Menu
      {...button}
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
      {fences ? (
        <>
          <MenuSeparator />
          <MenuToggle
            title={t('overMap')}
            label={t('fences.show')}
            isOn={fences.isShown}
            onChange={fences.onShow}
          />
        </>
      ) : null}
    </Menu>
  )
}
