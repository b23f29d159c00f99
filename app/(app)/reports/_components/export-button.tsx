'use client'

import { Download, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, useRef, useState } from 'react'
import { Button, buttonClasses } from '@/components/ui/button'
import { MenuOpener } from '@/components/ui/menu-opener'
import { exportReport, ReportRefusedError } from '@/lib/client/queries/reports'
import type { RunState } from '@/lib/client/reports/report-run'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { ReportFormat } from '@/lib/domain/api/reports'

const loadMenu = () => import('./export-menu')
const ExportMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.ExportMenu })))

/** Has the server make a file of the report that is shown, and saves it. */
export function ExportButton({ state }: { state: RunState }) {
  const t = useTranslations('reports.export')
  const over = useRef<AbortController | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { request, phase } = state
  const make = async (format: ReportFormat) => {
    if (request === null) return
    const current = new AbortController()
    over.current = current
    setMaking(true)
    setProblem(null)
    try {
      const { file, name } = await exportReport(request, { format, signal: current.signal })
      saveBlob(file, name)
    } catch (error) {
      if (!current.signal.aborted)
        setProblem(error instanceof ReportRefusedError ? error.message : t('failed'))
    }
    setMaking(false)
  }
  const look = buttonClasses({ size: 'sm' })
  const trigger = (
    <>
      <Download aria-hidden className="size-4" />
      {t('open')}
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
        <Button size="sm" onClick={() => over.current?.abort()}>
          <X aria-hidden className="size-4" />
          {t('cancel')}
        </Button>
      ) : phase === 'running' || phase === 'refused' ? (
        <Button size="sm" disabled>
          {trigger}
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
