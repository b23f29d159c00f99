import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { listBasemaps } from '@/app/api/basemap/options'
import { FencesScreen } from './_components/fences-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('fences')
  return { title: t('title') }
}

/** Geofences. The address names the chosen one and the filter: `?fence=…&q=depot&tag=north&copy=differs`. */
export default function FencesPage() {
  return (
    <Words of={['fences', 'mapControls']}>
      <FencesScreen basemaps={listBasemaps()} />
    </Words>
  )
}
