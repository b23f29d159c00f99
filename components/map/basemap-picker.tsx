'use client'

import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, type ReactNode } from 'react'
import { MenuOpener } from '@/components/ui/menu-opener'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { BasemapMenuProps } from './basemap-menu'

const loadMenu = () => import('./basemap-menu')
const BasemapMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.BasemapMenu })))

export type BasemapChoice = Pick<BasemapMenuProps, 'options' | 'value' | 'onChange' | 'fences'>

/** Opens the menu of maps: a button with an icon, or one that says `text`. */
export function BasemapPicker({ text, ...choice }: BasemapChoice & { text?: string }) {
  const t = useTranslations('mapControls')
  const trigger: ReactNode = text ?? <Layers aria-hidden className="size-4" strokeWidth={1.75} />
  const look = text === undefined ? ICON : TEXT
  return (
    <MenuOpener
      trigger={trigger}
      triggerClassName={look}
      triggerLabel={text === undefined ? t('basemap') : undefined}
      preload={loadMenu}
    >
      <BasemapMenu {...choice} trigger={trigger} triggerClassName={look} />
    </MenuOpener>
  )
}

const ICON =
  'grid size-9 place-items-center rounded-lg bg-panel text-muted shadow-raised transition-colors hover:text-ink ' +
  'pointer-coarse:size-touch'
const TEXT = 'rounded font-medium text-accent hover:underline pointer-coarse:min-h-touch'
