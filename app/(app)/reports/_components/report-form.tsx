'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import { useReportChoices } from '@/lib/client/queries/reports'
import {
  MAX_COMPARED_DAYS,
  MAX_COMPARED_VEHICLES,
  MAX_REPORT_VEHICLES,
  MAX_VEHICLE_DAYS,
  type ReportRequest,
} from '@/lib/domain/api/reports'
import { mayAskVendor, overCap, sizeOf, vendorOptions } from '../_hooks/report-size'
import { CheckInput } from './field'
import { ParamFields } from './param-fields'
import { RangeField } from './range-field'
import { VehicleField } from './vehicle-field'

export type ReportFormProps = {
  request: ReportRequest
  onChange: (request: ReportRequest) => void
  onRun: () => void
  isRunning: boolean
  /** A report of this choice is shown already. */
  isShown: boolean
}

/** What a report is made of. It is asked for only when nothing is wrong; what is wrong is said at its field. */
export function ReportForm({ request, onChange, onRun, isRunning, isShown }: ReportFormProps) {
  const t = useTranslations('reports')
  const zone = useTimeZone()
  const choices = useReportChoices()
  const formRef = useRef<HTMLFormElement>(null)
  const [isTried, setTried] = useState(false)
  const size = useSize(request)
  const cap = useCapWords(size)
  const { canCompare, canFill } = vendorOptions(request)
  const isTooMany = !mayAskVendor(size)
  const tooMany = t('options.tooMany', { vehicles: MAX_COMPARED_VEHICLES, days: MAX_COMPARED_DAYS })
  const option = (key: 'compare' | 'fill') => (
    <CheckInput
      label={t(`options.${key}`)}
      checked={request[key]}
      disabled={isTooMany && !request[key]}
      problem={isTooMany && request[key] ? tooMany : null}
      onChange={(event) => onChange({ ...request, [key]: event.target.checked })}
    />
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = formRef.current?.querySelector('[aria-invalid="true"]')
    setTried(wrong !== null)
    if (wrong instanceof HTMLElement) return wrong.focus()
    if (cap === null) onRun()
  }
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={submit}
      onChange={() => setTried(false)}
      aria-label={t('form.label')}
      className="flex flex-col gap-2.5"
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2.5">
        <VehicleField
          value={request.vehicles}
          choices={choices.data}
          hasFailed={choices.error !== null && choices.data === undefined}
          onChange={(vehicles) => onChange({ ...request, vehicles })}
        />
        {request.kind === 'device_status' ? null : (
          <RangeField
            value={request.range}
            zone={zone}
            onChange={(range) => onChange({ ...request, range })}
          />
        )}
        <ParamFields key={request.kind} request={request} onChange={onChange} />
        <Button
          type="submit"
          variant={isShown ? 'secondary' : 'primary'}
          disabled={isRunning}
          className="mt-5 h-9 min-w-24 max-sm:w-full pointer-coarse:h-touch"
        >
          {isShown ? t('form.runAgain') : t('form.run')}
        </Button>
      </div>
      {canCompare || canFill ? (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-1">
          {canCompare ? option('compare') : null}
          {canFill ? option('fill') : null}
          {isTooMany && !request.compare && !request.fill ? (
            <span className="pt-0.5 text-xs text-muted">{tooMany}</span>
          ) : null}
        </div>
      ) : null}
      <p role="status" className="text-sm text-danger empty:hidden">
        {cap ?? (isTried ? t('form.fix') : null)}
      </p>
    </form>
  )
}

function useSize(request: ReportRequest) {
  const zone = useTimeZone()
  const { weekStart } = useFormatPreferences()
  const choices = useReportChoices()
  return sizeOf(request, { choices: choices.data, zone, weekStart, nowMs: Date.now() })
}

/** What of the limits would be broken, in words; null for nothing. */
function useCapWords(size: ReturnType<typeof sizeOf>): string | null {
  const t = useTranslations('reports.form')
  const formats = useFormats()
  const cap = overCap(size)
  if (cap === null) return null
  return t(cap, {
    vehicles: formats.number(size.vehicles ?? 0),
    days: formats.number(size.days),
    most: formats.number(cap === 'overCap' ? MAX_VEHICLE_DAYS : MAX_REPORT_VEHICLES),
  })
}
