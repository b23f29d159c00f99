'use client'

import { Download, ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { auditQuery, useAuditCheck } from '@/lib/client/queries/audit'
import type { AuditFilter } from '@/lib/domain/api/audit'

/** Verifying the whole chain, and files of what is shown. */
export function AuditTools({ filter }: { filter: AuditFilter }) {
  const t = useTranslations('audit')
  const check = useAuditCheck()
  const [isFailed, setFailed] = useState(false)
  const [isBusy, startTransition] = useTransition()
  const save = (format: 'csv' | 'jsonl') =>
    startTransition(async () => {
      const query = auditQuery(filter)
      query.set('format', format)
      const response = await fetch(`/api/audit/export?${query}`, { method: 'POST' }).catch(() => null)
      setFailed(response?.ok !== true)
      if (response?.ok) saveBlob(await response.blob(), `milepost-audit.${format}`)
    })
  const { data } = check
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="sm" disabled={check.isFetching} onClick={() => void check.refetch()}>
        <ShieldCheck aria-hidden className="size-4" />
        {check.isFetching ? t('verifying') : t('verify')}
      </Button>
      <p
        role="status"
        className={data?.intact === false || check.isError ? 'text-sm text-danger' : 'text-sm text-success'}
      >
        {check.isError ? t('verifyFailed') : null}
        {!check.isError && data?.intact ? t('intact', { count: data.entries }) : null}
        {!check.isError && data?.intact === false ? t('broken', { seq: String(data.brokenAtSeq) }) : null}
      </p>
      <fieldset className="ms-auto flex gap-2">
        <legend className="sr-only">{t('export')}</legend>
        {(['csv', 'jsonl'] as const).map((format) => (
          <Button key={format} size="sm" disabled={isBusy} onClick={() => save(format)}>
            <Download aria-hidden className="size-4" />
            {t(format === 'csv' ? 'exportCsv' : 'exportLines')}
          </Button>
        ))}
      </fieldset>
      <p role="alert" className="basis-full text-sm text-danger empty:hidden">
        {isFailed ? t('failed') : null}
      </p>
    </div>
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
