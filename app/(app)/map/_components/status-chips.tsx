'use client'

import { useTranslations } from 'next-intl'
import { StatusIcon } from '@/components/domain/status-icon'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { VEHICLE_STATUSES, type VehicleStatus } from '@/lib/domain/vehicle'

export type StatusChipsProps = {
  chosen: readonly VehicleStatus[]
  /** By index into VEHICLE_STATUSES; null while loading. */
  counts: Int32Array | null
  onChange: (statuses: readonly VehicleStatus[]) => void
}

/** Five switches, one a status, with how many vehicles stand in it. None chosen shows all. */
export function StatusChips({ chosen, counts, onChange }: StatusChipsProps) {
  const t = useTranslations('map')
  const tStatus = useTranslations('status')
  const formats = useFormats()
  const toggle = (status: VehicleStatus) =>
    onChange(VEHICLE_STATUSES.filter((other) => chosen.includes(other) !== (other === status)))
  return (
    <fieldset className="grid min-w-0 grid-cols-5 gap-1">
      <legend className="sr-only">{t('statusFilter')}</legend>
      {VEHICLE_STATUSES.map((status, at) => (
        <button
          key={status}
          type="button"
          aria-pressed={chosen.includes(status)}
          onClick={() => toggle(status)}
          className={CHIP}
        >
          {counts ? (
            <Count status={status} text={formats.count(counts[at] ?? 0)} />
          ) : (
            <Skeleton className="my-0.75 h-3.5 w-9" />
          )}
          <span className="text-xs text-muted">{tStatus(status)}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** One of another length is another element: in the middle of its switch, it would begin elsewhere. */
function Count({ status, text }: { status: VehicleStatus; text: string }) {
  return (
    <span key={text.length} className="flex h-5 items-center gap-1">
      <StatusIcon status={status} className="size-3.5" />
      <span className="text-sm font-semibold text-ink tabular-nums">{text}</span>
    </span>
  )
}

const CHIP =
  'flex h-12 min-w-0 flex-col items-center justify-center rounded border border-line transition-colors hover:bg-sunken ' +
  'aria-pressed:border-accent aria-pressed:bg-accent-soft'
