'use client'

import { Download, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, useRef, useState } from 'react'
import { Button, buttonClasses } from '@/components/ui/button'
import { MenuOpener } from '@/components/ui/menu-opener'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { ExportRefusedError, exportDevices } from '@/lib/client/queries/device-table'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { DeviceExport, ExportFormat } from '@/lib/domain/api/device-table'

const loadMenu = () => import('./export-menu')
const ExportMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.ExportMenu })))

/** Has the server make a file of the devices that match, with the columns that are shown, and saves it. */
export function ExportButton({ order }: { order: Omit<DeviceExport, 'format' | 'zone'> }) {
  const t = useTranslations('devices.export')
  const { timeZone } = useFormatPreferences()
  const over = useRef<AbortController | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const make = async (format: ExportFormat) => {
    const current = new AbortController()
    over.current = current
    setMaking(true)
    setProblem(null)
    try {
      const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
      const { file, name } = await exportDevices({ ...order, format, zone }, current.signal)
      saveBlob(file, name)
    } catch (error) {
      if (!current.signal.aborted)
        setProblem(error instanceof ExportRefusedError ? error.message : t('failed'))
    }
    setMaking(false)
  }
  const look = buttonClasses({})
  const trigger = (
    <>
      <Download aria-hidden className="size-4" />
      <span className="max-sm:sr-only">{t('open')}</span>
    </>
  )
  return (
    <span className="flex items-center gap-1.5">
      <span
        role="status"
        className={problem === null ? 'text-sm text-muted empty:hidden' : 'text-sm text-danger'}
      >
        {isMaking ? t('making') : problem}
      </span>
      {isMaking ? (
        <Button onClick={() => over.current?.abort()}>
          <X aria-hidden className="size-4" />
          {t('cancel')}
        </Button>
      ) : (
        <MenuOpener trigger={trigger} triggerClassName={look} preload={loadMenu}>
          <ExportMenu trigger={trigger} triggerClassName={look} onChoose={(format) => void make(format)} />
        </MenuOpener>
      )}
    </span>
  )
}

function saveBlob(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; the file would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
