'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { isBatteryLow } from '@/components/domain/battery-level'
import { VehicleRow } from '@/components/domain/vehicle-row'
import { isStaleSlot } from '@/lib/client/fleet-view'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore } from '@/lib/client/use-live'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'

/** The words of a list, looked up once for all its rows. */
export type RowWords = ReturnType<typeof useRowWords>

export type LiveVehicleRowProps = {
  words: RowWords
  rowId: string
  slot: number
  position: number
  setSize: number
  offsetPx: number
  chosen: boolean
  active: boolean
}

/** Reads one slot and says it in words. Renders with its list, once a second; the row below only when words change. */
export function LiveVehicleRow({ words, rowId, slot, ...place }: LiveVehicleRowProps) {
  const { t, tStatus, formats } = words
  const store = useLiveStore()
  const { columns } = store
  const vehicle = store.identity(slot)
  const nowMs = Date.now() + store.clockOffsetMs
  const status = VEHICLE_STATUSES[columns.status[slot] ?? 0] ?? 'offline'
  const speedKph = columns.speedKph[slot] ?? Number.NaN
  const sinceMs = columns.sinceMs[slot] ?? 0
  const fixAtMs = columns.fixAtMs[slot] ?? 0
  const battery = columns.battery[slot] ?? -1
  const heading = columns.headingDeg[slot] ?? -1

  const ageTitle = useMemo(
    () => (fixAtMs > 0 ? t('lastFix', { age: formats.exactTime(fixAtMs) }) : t('noPosition')),
    [t, formats, fixAtMs],
  )
  const word = tStatus(status)
  const held = sinceMs > 0 ? t('for', { status: word, duration: formats.duration(nowMs - sinceMs) }) : word
  return (
    <VehicleRow
      {...place}
      id={rowId}
      title={vehicleTitle(vehicle)}
      plate={vehicle.plate}
      driver={vehicle.driver}
      status={status}
      headingDeg={heading < 0 ? 45 : heading}
      state={status === 'moving' && !Number.isNaN(speedKph) ? formats.speed(speedKph) : held}
      age={fixAtMs > 0 ? formats.calmAge(nowMs - fixAtMs) : t('never')}
      ageTitle={ageTitle}
      staleText={isStaleSlot(columns, slot, nowMs) ? t('stale') : null}
      batteryText={isBatteryLow(battery) ? t('batteryLow', { value: formats.percent(battery) }) : null}
      batteryPercent={battery}
    />
  )
}

export function useRowWords() {
  const t = useTranslations('map.row')
  const tStatus = useTranslations('status')
  const formats = useFormats()
  return useMemo(() => ({ t, tStatus, formats }), [t, tStatus, formats])
}
