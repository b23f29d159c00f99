'use client'

import { useTranslations } from 'next-intl'
import { BatteryIcon } from '@/components/domain/battery-icon'
import { SignalIcon } from '@/components/domain/signal-icon'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { DeviceDetail } from '@/lib/domain/api/device'
import { FACTS_CLASSES, Fact } from './fact'
import { externalPowerOf, signalLevelOf } from './telemetry-values'

/** What the device says about the vehicle and itself. Only what was reported is shown. */
export function CardTelemetry({ slot, detail }: { slot: number; detail: DeviceDetail }) {
  const t = useTranslations('map.card')
  const tUnits = useTranslations('units')
  const formats = useFormats()
  const { columns } = useLiveStore()
  const ignition = columns.ignition[slot] ?? -1
  const battery = columns.battery[slot] ?? -1
  const signal = signalLevelOf(detail.signalLevel)
  const power = externalPowerOf(detail.externalPower)
  return (
    <dl className={`${FACTS_CLASSES} mt-3 border-t border-line pt-3`}>
      {ignition >= 0 ? (
        <Fact label={t('ignition')}>{ignition === 1 ? t('ignitionOn') : t('ignitionOff')}</Fact>
      ) : null}
      {detail.odometerKm === null ? null : (
        <Fact label={t('odometer')}>{formats.distance(detail.odometerKm)}</Fact>
      )}
      {battery >= 0 ? (
        <Fact label={t('battery')}>
          {formats.percent(battery)}
          <BatteryIcon percent={battery} />
        </Fact>
      ) : null}
      {power ? (
        <Fact label={t('externalPower')} title={t('externalPowerTitle')}>
          {power.unit === 'volts'
            ? tUnits('volts', { value: formats.decimal(power.value) })
            : t('externalPowerUnclear', { value: formats.number(power.value) })}
        </Fact>
      ) : null}
      {signal === null ? null : (
        <Fact label={t('signal')}>
          {t(`signalLevels.${signal}`)}
          <SignalIcon level={Number(signal)} />
        </Fact>
      )}
      {detail.satellites === null ? null : (
        <Fact label={t('satellites')}>{formats.number(detail.satellites)}</Fact>
      )}
      {detail.temperatureC === null ? null : (
        <Fact label={t('temperature')}>{formats.temperature(detail.temperatureC)}</Fact>
      )}
    </dl>
  )
}
