import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { listRetention } from '@/lib/server/data/retention'
import { requireViewer } from '@/lib/server/session'
import { RetentionScreen } from './_components/retention-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('retention')
  return { title: t('title') }
}

/** How long each kind of telemetry is kept. */
export default async function RetentionPage() {
  return <RetentionScreen kinds={await listRetention(await requireViewer())} />
}
