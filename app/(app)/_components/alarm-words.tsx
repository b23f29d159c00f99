'use client'

import { useTranslations } from 'next-intl'
import { Plate } from '@/components/domain/plate'
import { SEVERITY_TEXT_CLASSES, SeverityIcon } from '@/components/domain/severity-icon'
import { classNames } from '@/components/ui/class-names'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore } from '@/lib/client/use-live'
import type { AlarmSeverity } from '@/lib/domain/alarm-severity'

/** What every place that shows an alarm says of it. */
export type ShownAlarm = {
  id: string
  deviceId: string
  /** In the reader's language. */
  name: string
  severity: AlarmSeverity
  startedAtMs: number
  /** Null while it lasts, and for the many that have no end. */
  endedAtMs: number | null
  vehicle: { name: string; plate: string | null; imei: string } | null
}

/** Severity and age, then what happened, then to whom. */
export function AlarmWords({ alarm }: { alarm: ShownAlarm }) {
  const t = useTranslations('alarms')
  const formats = useFormats()
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const { severity, startedAtMs, endedAtMs, vehicle } = alarm
  const age = formats.ago(nowMs - startedAtMs)
  return (
    <span className="block min-w-0 grow text-start">
      <span className="flex items-baseline justify-between gap-3 text-xs">
        <span className={classNames('font-semibold', SEVERITY_TEXT_CLASSES[severity])}>
          {t(`severity.${severity}`)}
        </span>
        <span
          aria-live="off"
          className="shrink-0 text-faint tabular-nums"
          title={formats.exactTime(startedAtMs)}
        >
          {endedAtMs === null ? age : t('ended', { age })}
        </span>
      </span>
      <bdi className="mt-0.5 block text-sm font-medium text-ink [overflow-wrap:anywhere]">{alarm.name}</bdi>
      {vehicle ? (
        <span className="mt-0.5 flex min-w-0 items-center gap-1.5 text-sm text-muted">
          <bdi className="truncate">{vehicleTitle(vehicle)}</bdi>
          {vehicle.plate && vehicle.plate.trim() !== vehicleTitle(vehicle) ? (
            <Plate text={vehicle.plate} className="shrink-0" />
          ) : null}
        </span>
      ) : null}
    </span>
  )
}

/** The icon in a column of its own, so that the words of several alarms line up. */
export function AlarmIcon({ severity }: { severity: AlarmSeverity }) {
  return <SeverityIcon severity={severity} className="mt-px size-4" />
}
