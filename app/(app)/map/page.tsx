import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { listBasemaps } from '@/app/api/basemap/options'
import { MapScreen } from './_components/map-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('map')
  return { title: t('title') }
}

export default function MapPage() {
  return <MapScreen basemaps={listBasemaps()} />
}
