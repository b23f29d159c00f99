import type { Metadata } from 'next'
import { Words } from '@/app/_components/words'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { PUSH_TOPICS } from '@/lib/jimi/push/index'
import { DeviceScreen } from './_components/device-screen'
import { readDevice } from './read-device'

type DevicePageProps = { params: Promise<{ imei: string }> }

export async function generateMetadata({ params }: DevicePageProps): Promise<Metadata> {
  return { title: vehicleTitle(await readDevice((await params).imei)) }
}

/** What one device told over time. The address names the range: `?range=24h`. */
export default async function DevicePage({ params }: DevicePageProps) {
  const { id, imei, name, plate, model } = await readDevice((await params).imei)
  return (
    <Words of={['devicePage', 'gaps.device', 'share', 'status']}>
      <DeviceScreen device={{ id, imei, name, plate, model }} topics={PUSH_TOPICS} />
    </Words>
  )
}
