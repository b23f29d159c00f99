'use client'

import { Map as MapIcon } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import { Plate } from '@/components/domain/plate'
import { ShareButton } from '@/components/domain/share-button'
import { STATUS_TEXT_CLASSES, StatusIcon } from '@/components/domain/status-icon'
import { buttonClasses } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useDeviceDetail } from '@/lib/client/queries/devices'
import type { DeviceDetail } from '@/lib/domain/api/device'

export type DeviceIdentity = {
  id: string
  imei: string
  name: string
  plate: string | null
  model: string | null
}

const SHARE_ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }
const REFRESH_MS = 30_000

/** Who it is and how it stands now. */
export function DeviceHeader({ device }: { device: DeviceIdentity }) {
  const t = useTranslations('devicePage')
  const detail = useDeviceDetail(device.id, useNow(REFRESH_MS))
  const title = vehicleTitle(device)
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-4 md:pt-5">
      <div className="min-w-0 grow basis-72">
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{title}</bdi>
        </h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          {device.plate && device.plate !== title ? <Plate text={device.plate} /> : null}
          {device.model ? <span translate="no">{device.model}</span> : null}
          <span className="tabular-nums" translate="no">
            {device.imei}
          </span>
        </p>
      </div>
      {detail.data ? <Standing detail={detail.data} /> : null}
      {detail.isPending ? <Skeleton className="h-9 w-40" /> : null}
      <Link href={`/map?device=${device.id}`} className={buttonClasses({})}>
        <MapIcon aria-hidden className="size-4" />
        {t('showOnMap')}
      </Link>
      <ShareButton vehicles={[{ id: device.id, name: title }]} actions={SHARE_ACTIONS} />
    </header>
  )
}

function Standing({ detail }: { detail: DeviceDetail }) {
  const t = useTranslations('devicePage')
  const tStatus = useTranslations('status')
  const formats = useFormats()
  const nowMs = useNow()
  const heardMs = Math.max(...[detail.fixAt, detail.heartbeatAt].map((at) => (at ? Date.parse(at) : 0)))
  return (
    <div className="flex items-center gap-2.5">
      <StatusIcon status={detail.status} headingDeg={detail.headingDeg ?? undefined} className="size-6" />
      <p className="leading-4.5">
        <span className={`block font-semibold ${STATUS_TEXT_CLASSES[detail.status]}`}>
          {tStatus(detail.status)}
        </span>
        <span
          className="text-sm text-muted tabular-nums"
          title={heardMs > 0 ? formats.exactTime(heardMs) : undefined}
        >
          {heardMs > 0 ? t('heard', { age: formats.ago(nowMs - heardMs) }) : t('neverHeard')}
        </span>
      </p>
    </div>
  )
}
