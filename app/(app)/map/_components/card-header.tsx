'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Plate } from '@/components/domain/plate'
import { STATUS_TEXT_CLASSES, StatusIcon } from '@/components/domain/status-icon'
import { IconButton } from '@/components/ui/icon-button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'

export type CardHeaderProps = { slot: number; name: string; nowMs: number; onClose: () => void }

export function CardHeader({ slot, name, nowMs, onClose }: CardHeaderProps) {
  const t = useTranslations('map.card')
  const tStatus = useTranslations('status')
  const formats = useFormats()
  const store = useLiveStore()
  const { plate, kind } = store.identity(slot)
  const status = VEHICLE_STATUSES[store.columns.status[slot] ?? 0] ?? 'offline'
  const sinceMs = store.columns.sinceMs[slot] ?? 0
  const speedKph = store.columns.speedKph[slot] ?? Number.NaN
  const heading = store.columns.headingDeg[slot] ?? -1
  return (
    <header className="shrink-0 px-4 pb-3 md:pt-3.5">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow pt-1">
          <h2 className="line-clamp-2 text-lg leading-5.5 font-semibold wrap-anywhere">
            <bdi>{name}</bdi>
          </h2>
          <p className="mt-1 flex min-w-0 items-center gap-2 text-sm text-muted">
            {plate && plate !== name ? <Plate text={plate} /> : null}
            <span className="shrink-0">{t(`kinds.${kind}`)}</span>
          </p>
        </div>
        <IconButton
          icon={X}
          label={t('close')}
          onClick={onClose}
          tooltip="bottom-end"
          shortcut="Esc"
          className="-me-1.5"
        />
      </div>
      <div className="mt-3 flex items-center gap-2.5">
        <StatusIcon status={status} headingDeg={heading < 0 ? 45 : heading} className="size-6" />
        <p className="min-w-0 grow leading-4.5">
          <span className={`block text-base font-semibold ${STATUS_TEXT_CLASSES[status]}`}>
            {tStatus(status)}
          </span>
          {sinceMs > 0 ? (
            <span className="text-sm text-muted tabular-nums" title={formats.exactTime(sinceMs)}>
              {t('since', { duration: formats.duration(nowMs - sinceMs) })}
            </span>
          ) : null}
        </p>
        {status === 'moving' && !Number.isNaN(speedKph) ? (
          <p className="shrink-0 text-xl font-semibold tracking-tight tabular-nums">
            {formats.speed(speedKph)}
          </p>
        ) : null}
      </div>
    </header>
  )
}
