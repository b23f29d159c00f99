import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { listRetention } from '@/lib/server/data/retention'
import { requireViewer } from '@/lib/server/session'
import { RetentionScreen } from './_components/retention-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('retention')
  return { title: t('title') }
}

/** How long each kind of telemetry is kept. */
export default async function RetentionPage() {
  return (
    <Words of={['retention']}>
      <RetentionScreen kinds={await listRetention(await requireViewer())} />
    </Words>
  )
}
