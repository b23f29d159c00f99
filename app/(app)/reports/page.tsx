import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { ReportsScreen } from './_components/reports-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reports')
  return { title: t('title') }
}

/** Reports. The address holds all a report is made of: `?kind=trips&v=ID,ID&range=last_week&run=1`. */
export default function ReportsPage() {
  return (
    <Words of={['reportFiles', 'reports']}>
      <ReportsScreen />
    </Words>
  )
}
