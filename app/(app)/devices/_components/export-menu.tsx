'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { ExportFormat } from '@/lib/domain/api/device-table'

export type ExportMenuProps = {
  trigger: ReactNode
  triggerClassName: string
  onChoose: (format: ExportFormat) => void
}

/** The files the table can be saved as. */
export function ExportMenu({ trigger, triggerClassName, onChoose }: ExportMenuProps) {
  const t = useTranslations('devices.export')
  return (
    <Menu trigger={trigger} triggerClassName={triggerClassName} label={t('label')} placement="bottom end">
      <MenuItem onAction={() => onChoose('xlsx')}>{t('xlsx')}</MenuItem>
      <MenuItem onAction={() => onChoose('csv')}>{t('csv')}</MenuItem>
    </Menu>
  )
}
