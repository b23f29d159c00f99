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
            <span className="flex h-5 items-center gap-1">
              <StatusIcon status={status} className="size-3.5" />
              <span className="text-sm font-semibold text-ink tabular-nums">
                {formats.count(counts[at] ?? 0)}
              </span>
            </span>
          ) : (
            <span className="flex h-5 items-center">
              <Skeleton className="h-3.5 w-9" />
            </span>
          )}
          <span className="text-xs text-muted">{tStatus(status)}</span>
        </button>
      ))}
    </fieldset>
  )
}

const CHIP =
  'flex h-12 min-w-0 flex-col items-center justify-center rounded border border-line transition-colors hover:bg-sunken ' +
  'aria-pressed:border-accent aria-pressed:bg-accent-soft'
