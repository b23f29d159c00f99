import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { readTripRules } from '@/lib/server/services/trip-rules'
import { requireViewer } from '@/lib/server/session'
import { TripRulesScreen } from './_components/trip-rules-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tripRules')
  return { title: t('title') }
}

/** By what rules trips, stops and gaps are told. */
export default async function TripRulesPage() {
  const { settings, changedAt } = await readTripRules(await requireViewer())
  return (
    <Words of={['tripRules']}>
      <TripRulesScreen settings={settings} changedAtMs={changedAt?.getTime() ?? null} />
    </Words>
  )
}
