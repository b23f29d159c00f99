import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { requireViewer } from '@/lib/server/session'
import { OverviewScreen } from './_overview/overview-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

/** How the fleet stands, each figure with the way to what it counts. */
export default async function OverviewPage() {
  await requireViewer()
  return (
    <Words of={['overview', 'status']}>
      <OverviewScreen />
    </Words>
  )
}
