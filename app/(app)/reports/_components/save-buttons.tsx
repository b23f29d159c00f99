'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { REPORTS_QUERY_KEY, useReportDefinition } from '@/lib/client/queries/reports'
import type { ReportRequest } from '@/lib/domain/api/reports'
import type { ReportActs } from '../_hooks/use-report-address'
import { saveDefinitionAction } from '../actions'
import { SaveDialog } from './save-dialog'

export type SaveButtonsProps = { request: ReportRequest; savedId: string | null; acts: ReportActs }

/** Keeps the report under a name, or what has changed of a kept one. */
export function SaveButtons({ request, savedId, acts }: SaveButtonsProps) {
  const t = useTranslations('reports.saved')
  const tFailures = useTranslations('reports.failures')
  const queries = useQueryClient()
  const { data: kept } = useReportDefinition(savedId)
  const [isNaming, setNaming] = useState(false)
  const [note, setNote] = useState('')
  const [isBusy, startTransition] = useTransition()
  const isChanged = kept !== undefined && !isSameReport(kept.request, request)
  const keep = () =>
    startTransition(async () => {
      if (kept === undefined) return
      const answer = await saveDefinitionAction(kept.id, {
        name: kept.name,
        shared: kept.shared,
        request,
      }).catch(() => null)
      await queries.invalidateQueries({ queryKey: REPORTS_QUERY_KEY })
      setNote(answer?.ok ? t('savedNow') : tFailures(answer?.why ?? 'failed'))
    })
  return (
    <span className="flex items-center gap-1.5">
      <span role="status" className="text-sm text-muted empty:hidden max-sm:sr-only">
        {note}
      </span>
      {kept?.canEdit && isChanged ? (
        <Button disabled={isBusy} onClick={keep}>
          {t('saveChanges')}
        </Button>
      ) : null}
      <Button aria-haspopup="dialog" onClick={() => setNaming(true)}>
        <Bookmark aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{kept === undefined ? t('save') : t('saveAs')}</span>
      </Button>
      {isNaming ? (
        <SaveDialog
          request={request}
          onClose={() => setNaming(false)}
          onSaved={(id) => {
            setNaming(false)
            setNote(t('savedNow'))
            acts.setSaved(id)
          }}
        />
      ) : null}
    </span>
  )
}

/** The zone is that of whoever looks, so it makes no other report. */
function isSameReport(one: ReportRequest, other: ReportRequest): boolean {
  return JSON.stringify({ ...one, zone: '' }) === JSON.stringify({ ...other, zone: '' })
}
