import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { JobsScreen } from './_components/jobs-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deviceJobs.list')
  return { title: t('title') }
}

/** Work on many devices, the newest first. */
export default function DeviceJobsPage() {
  return (
    <Words of={['deviceJobs']}>
      <JobsScreen />
    </Words>
  )
}
