'use client'

import { Mail, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'

export type SavedMenuProps = {
  trigger: ReactNode
  triggerClassName: string
  label: string
  canEdit: boolean
  canSchedule: boolean
  onAsk: (what: 'rename' | 'delete' | 'schedule') => void
}

/** What can be done with a saved report. */
export function SavedMenu({ canEdit, canSchedule, onAsk, label, ...button }: SavedMenuProps) {
  const t = useTranslations('reports.saved')
  return (
    <Menu {...button} triggerLabel={label} label={label} placement="bottom end">
      {canSchedule ? (
        <MenuItem icon={<Mail aria-hidden className="size-4" />} onAction={() => onAsk('schedule')}>
          {t('schedule')}
        </MenuItem>
      ) : null}
      {canEdit ? (
        <>
          <MenuItem icon={<Pencil aria-hidden className="size-4" />} onAction={() => onAsk('rename')}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden className="size-4" />} onAction={() => onAsk('delete')}>
            {t('delete')}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
