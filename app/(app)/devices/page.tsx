import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { DevicesScreen } from './_components/devices-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices')
  return { title: t('title') }
}

/** All devices as a table. The address names filters and order: `?q=van&group=Red&expiring=30&sort=-lastReport`. */
export default function DevicesPage() {
  return (
    <Words of={['accounts', 'deviceJobs', 'devices', 'share']}>
      <DevicesScreen />
    </Words>
  )
}
