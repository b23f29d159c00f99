import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { JobScreen } from '../_components/job-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deviceJobs.list')
  return { title: t('title') }
}

/** One piece of work on many devices: how far it is, and what became of each. */
export default async function DeviceJobPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Words of={['deviceJobs']}>
      <JobScreen id={id} />
    </Words>
  )
}
