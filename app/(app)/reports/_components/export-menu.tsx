'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Menu, MenuItem } from '@/components/ui/menu'
import { REPORT_FORMATS, type ReportFormat } from '@/lib/domain/api/reports'

export type ExportMenuProps = {
  trigger: ReactNode
  triggerClassName: string
  onChoose: (format: ReportFormat) => void
}

/** The files a report can be saved as. */
export function ExportMenu({ trigger, triggerClassName, onChoose }: ExportMenuProps) {
  const t = useTranslations('reports.export')
  return (
    <Menu trigger={trigger} triggerClassName={triggerClassName} label={t('label')} placement="bottom end">
      {REPORT_FORMATS.map((format) => (
        <MenuItem key={format} onAction={() => onChoose(format)}>
          {t(format)}
        </MenuItem>
      ))}
    </Menu>
  )
}
