import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { VideoScreen } from './_components/video-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('video')
  return { title: t('title') }
}

/** Cameras, live and stored. The address names the vehicle, the tab and its filters: `?device=ID&tab=gallery&day=2026-11-22`. */
export default function VideoPage() {
  return <VideoScreen />
}
