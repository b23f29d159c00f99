'use client'

import { Lock, LockOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { BatteryIcon } from '@/components/domain/battery-icon'
import { useFormats } from '@/lib/client/format/use-formats'
import { useScooterState } from '@/lib/client/queries/devices'
import { FACTS_CLASSES, Fact } from './fact'

/** Whether a scooter is locked, and how far it gets. Shows nothing where the vendor cannot be asked. */
export function CardScooter({ deviceId }: { deviceId: string }) {
  const t = useTranslations('map.card.scooter')
  const formats = useFormats()
  const { data, isError } = useScooterState(deviceId)
  if (isError && !data)
    return (
      <p role="status" className="mt-3 border-t border-line pt-3 text-sm text-muted">
        {t('failed')}
      </p>
    )
  if (!data?.scooter) return null
  const { mode, isCharging, batteryPercent, rangeKm, faultCount } = data.scooter
  const Icon = mode === 'enabled' ? LockOpen : Lock
  return (
    <dl className={`${FACTS_CLASSES} mt-3 border-t border-line pt-3`}>
      <Fact label={t('label')}>
        {t(`modes.${mode}`)}
        {mode === 'enabled' || mode === 'locked' ? <Icon aria-hidden className="size-4 text-muted" /> : null}
      </Fact>
      {batteryPercent === null ? null : (
        <Fact label={t('battery')}>
          {formats.percent(batteryPercent)}
          <BatteryIcon percent={batteryPercent} />
          {isCharging === true && mode !== 'charging' ? t('modes.charging') : null}
        </Fact>
      )}
      {rangeKm === null ? null : <Fact label={t('range')}>{formats.distance(rangeKm)}</Fact>}
      {faultCount > 0 ? <Fact label={t('faults')}>{formats.number(faultCount)}</Fact> : null}
    </dl>
  )
}
