import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SharingScreen } from './_components/sharing-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('share.list')
  return { title: t('title') }
}

/** All share links one sees. */
export default function SharingPage() {
  return <SharingScreen />
}
