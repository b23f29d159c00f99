'use client'

import { BookmarkPlus, Check, Pencil, Save, Star, StarOff, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import type { DeviceView } from '@/lib/domain/api/device-table'
import type { ViewWish } from './views-button'

export type ViewsMenuProps = {
  trigger: ReactNode
  triggerLabel: string | undefined
  triggerClassName: string
  views: readonly DeviceView[]
  open: DeviceView | null
  /** The table shows something else than the open view holds. */
  isChanged: boolean
  onOpen: (view: DeviceView) => void
  onWish: (wish: ViewWish) => void
  onUpdate: () => void
  onDefault: (isDefault: boolean) => void
}

/** The views to choose from, and what can be done with the open one. */
export function ViewsMenu({ views, open, isChanged, ...props }: ViewsMenuProps) {
  const t = useTranslations('devices.views')
  const { trigger, triggerLabel, triggerClassName } = props
  return (
    <Menu
      {...{ trigger, triggerLabel, triggerClassName }}
      label={t('label')}
      placement="bottom end"
      heading={
        views.length === 0 ? <p className="max-w-60 px-3 pt-2 text-xs text-muted">{t('none')}</p> : undefined
      }
    >
      {views.map((view) => (
        <MenuItem
          key={view.id}
          icon={view.id === open?.id ? <Check aria-hidden className="size-4" /> : undefined}
          onAction={() => props.onOpen(view)}
        >
          {view.isDefault ? t('isDefault', { name: view.name }) : view.name}
        </MenuItem>
      ))}
      {views.length > 0 ? <MenuSeparator /> : null}
      <MenuItem icon={<BookmarkPlus aria-hidden className="size-4" />} onAction={() => props.onWish('save')}>
        {t('save')}
      </MenuItem>
      {open !== null && isChanged ? (
        <MenuItem icon={<Save aria-hidden className="size-4" />} onAction={props.onUpdate}>
          {t('update', { name: open.name })}
        </MenuItem>
      ) : null}
      {open === null ? null : (
        <>
          <MenuItem
            icon={
              open.isDefault ? (
                <StarOff aria-hidden className="size-4" />
              ) : (
                <Star aria-hidden className="size-4" />
              )
            }
            onAction={() => props.onDefault(!open.isDefault)}
          >
            {t(open.isDefault ? 'noDefault' : 'makeDefault', { name: open.name })}
          </MenuItem>
          <MenuItem icon={<Pencil aria-hidden className="size-4" />} onAction={() => props.onWish('rename')}>
            {t('rename', { name: open.name })}
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden className="size-4" />} onAction={() => props.onWish('delete')}>
            {t('delete', { name: open.name })}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
