'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'
import { leaveBy } from '@/lib/client/unsaved-guard'
import type { NavItem } from './nav-items'

export type ManageMenuProps = { items: readonly NavItem[]; trigger: ReactNode; triggerClassName: string }

/** The pages one sets things up on. */
export function ManageMenu({ items, trigger, triggerClassName }: ManageMenuProps) {
  const t = useTranslations('shell.nav')
  const router = useRouter()
  return (
    <Menu trigger={trigger} triggerClassName={triggerClassName} label={t('manage')} placement="bottom start">
      {items.map(({ href, word, icon: Icon }) => (
        <MenuItem
          key={href}
          icon={<Icon aria-hidden className="size-4" strokeWidth={1.75} />}
          onAction={() => leaveBy(() => router.push(href))}
        >
          {t(word)}
        </MenuItem>
      ))}
    </Menu>
  )
}
