'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useReportChoices } from '@/lib/client/queries/reports'
import { useReportWords } from '@/lib/client/reports/report-words'
import type { ReportRange, ReportRequest } from '@/lib/domain/api/reports'
import { useVehicleWords } from './vehicle-field'

/** On phones a report that is shown needs the room: what it is made of stands in one line. */
export function FoldedForm({ request, onChange }: { request: ReportRequest; onChange: () => void }) {
  const t = useTranslations('reports')
  const choices = useReportChoices()
  const vehicles = useVehicleWords(choices.data)(request.vehicles)
  const range = useRangeWords()(request.range)
  return (
    <div className="flex items-center gap-3">
      <p className="min-w-0 grow text-sm">
        <span className="block truncate font-medium">{vehicles}</span>
        <span className="block truncate text-muted">
          {request.kind === 'device_status' ? t('range.now') : range}
        </span>
      </p>
      <Button onClick={onChange}>
        <SlidersHorizontal aria-hidden className="size-4" />
        {t('form.change')}
      </Button>
    </div>
  )
}

function useRangeWords(): (range: ReportRange) => string {
  const t = useTranslations('reports.range')
  const words = useReportWords()
  return (range) => {
    if (range.by === 'relative') return t(`spans.${range.span}`)
    if (range.by === 'days') return t('instants', { from: words.day(range.from), to: words.day(range.to) })
    return t('instants', {
      from: words.moment(Date.parse(range.from)),
      to: words.moment(Date.parse(range.to)),
    })
  }
}
