import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { listBasemaps } from '@/app/api/basemap/options'
import { AlarmsScreen } from './_components/alarms-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alarmInbox')
  return { title: t('title') }
}

/** The inbox of alarms. The address names filters, grouping and the chosen one: `?box=snoozed&severity=critical&v=…&alarm=…`. */
export default function AlarmsPage() {
  return (
    <Words of={['alarmInbox', 'mapControls']}>
      <AlarmsScreen basemaps={listBasemaps()} openedAt={new Date().toISOString()} />
    </Words>
  )
}
