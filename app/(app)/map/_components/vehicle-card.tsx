'use client'

import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/lib/client/clock'
import { isStaleSlot, lastHeardAtMs } from '@/lib/client/fleet-view'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useDeviceDetail, useDeviceTrail } from '@/lib/client/queries/devices'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import { CardActions } from './card-actions'
import { CardDevice } from './card-device'
import { CardHeader } from './card-header'
import { CardPosition } from './card-position'
import { CardScooter } from './card-scooter'
import { CardTelemetry } from './card-telemetry'

export type VehicleCardProps = {
  deviceId: string
  /** Slot of the vehicle in the present snapshot. */
  slot: number
  follow: boolean
  onFollow: (follow: boolean) => void
  onCentre: () => void
  onClose: () => void
  className: string
}

/** Everything about one vehicle: what moves comes from the live store, the rest from the server. */
export function VehicleCard({
  deviceId,
  slot,
  follow,
  onFollow,
  onCentre,
  onClose,
  className,
}: VehicleCardProps) {
  const t = useTranslations('map.card')
  const store = useLiveStore()
  useLiveVersion()
  const nowMs = useNow() + store.clockOffsetMs
  const detail = useDeviceDetail(deviceId, store.columns.fixAtMs[slot] ?? 0)
  const cardRef = useFocusWhenLost()
  const vehicle = store.identity(slot)
  const name = vehicleTitle(vehicle)
  return (
    <section
      ref={cardRef}
      tabIndex={-1}
      aria-label={t('label', { name })}
      className={`flex min-h-0 flex-col bg-panel outline-none ${className}`}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <CardHeader slot={slot} name={name} nowMs={nowMs} onClose={onClose} />
      <CardActions
        vehicle={{ id: deviceId, name }}
        hasPosition={!Number.isNaN(store.columns.lat[slot])}
        follow={follow}
        onFollow={onFollow}
        onCentre={onCentre}
        driverName={vehicle.driver}
        driverPhone={detail.data?.driverPhone ?? null}
      />
      <div className="scrollbar-quiet min-h-0 grow overflow-y-auto overscroll-contain px-4 pb-4">
        <StaleNote slot={slot} nowMs={nowMs} />
        <CardPosition slot={slot} nowMs={nowMs} address={detail.data?.address ?? null} />
        {detail.isError && !detail.data ? (
          <p role="alert" className="mt-4 flex items-center gap-3 text-sm text-muted">
            <span className="grow">{t('detailFailed')}</span>
            <Button size="sm" onClick={() => detail.refetch()}>
              {t('retry')}
            </Button>
          </p>
        ) : detail.data ? (
          <>
            <CardTelemetry slot={slot} detail={detail.data} />
            {detail.data.kind === 'scooter' ? <CardScooter deviceId={deviceId} /> : null}
            <CardDevice detail={detail.data} />
            <TrailNote deviceId={deviceId} />
          </>
        ) : (
          <DetailSkeleton />
        )}
      </div>
    </section>
  )
}

function StaleNote({ slot, nowMs }: { slot: number; nowMs: number }) {
  const t = useTranslations('map.card')
  const formats = useFormats()
  const { columns } = useLiveStore()
  if (!isStaleSlot(columns, slot, nowMs)) return null
  return (
    <p className="mb-3 flex gap-2 rounded bg-warning-soft px-2.5 py-2 text-sm text-ink">
      <Hourglass aria-hidden className="mt-px size-4 shrink-0 text-warning" />
      {t('stale', { duration: formats.duration(nowMs - lastHeardAtMs(columns, slot)) })}
    </p>
  )
}

/** Says when the line on the map is not the whole hour. */
function TrailNote({ deviceId }: { deviceId: string }) {
  const t = useTranslations('map.card')
  const trail = useDeviceTrail(deviceId)
  const text = trail.isError ? t('trailFailed') : trail.data?.complete === false ? t('trailPartial') : null
  return text === null ? null : <p className="mt-3 border-t border-line pt-3 text-sm text-muted">{text}</p>
}

const SKELETON_CELLS = ['ignition', 'odometer', 'battery', 'power', 'signal', 'satellites']

function DetailSkeleton() {
  return (
    <div className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 border-t border-line pt-4">
      {SKELETON_CELLS.map((cell) => (
        <div key={cell} className="h-9.5 space-y-1.5">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  )
}

/** On a phone the card takes the place of the list that held the focus; then the card takes the focus too. */
function useFocusWhenLost() {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const { activeElement } = document
    const lost = !activeElement || activeElement === document.body || !activeElement.checkVisibility()
    if (lost) ref.current?.focus({ preventScroll: true })
  }, [])
  return ref
}
