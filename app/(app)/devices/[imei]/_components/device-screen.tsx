'use client'

import { useSearchParams } from 'next/navigation'
import { parseRange, RANGE_MS } from '../_hooks/device-range'
import { DeviceCharts } from './device-charts'
import { DeviceFrame } from './device-frame'
import { DeviceHeader, type DeviceIdentity } from './device-header'
import { DeviceHistory } from './device-history'
import { DeviceMessages } from './device-messages'
import { RangeChooser } from './range-chooser'

export type DeviceScreenProps = { device: DeviceIdentity; topics: readonly string[] }

/** One device: what it told over time, what is wrong with the vehicle, and its messages as they came. */
export function DeviceScreen({ device, topics }: DeviceScreenProps) {
  const range = parseRange(useSearchParams().get('range'))
  const spanMs = RANGE_MS[range]
  return (
    <DeviceFrame>
      <DeviceHeader device={device} />
      <RangeChooser range={range} />
      <DeviceCharts deviceId={device.id} spanMs={spanMs} />
      <DeviceHistory deviceId={device.id} spanMs={spanMs} />
      <DeviceMessages deviceId={device.id} topics={topics} />
    </DeviceFrame>
  )
}
