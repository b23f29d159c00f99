import { ChartsSkeleton, DeviceFrame } from './_components/device-frame'

export default function DeviceLoading() {
  return (
    <DeviceFrame>
      <ChartsSkeleton />
    </DeviceFrame>
  )
}
