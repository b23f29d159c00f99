import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { listBasemaps } from '@/app/api/basemap/options'
import { ReplayScreen } from './_components/replay-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('replay')
  return { title: t('title') }
}

export default function ReplayPage() {
  return (
    <Words of={['mapControls', 'replay']}>
      <ReplayScreen basemaps={listBasemaps()} />
    </Words>
  )
}
