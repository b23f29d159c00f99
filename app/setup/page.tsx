import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { REGIONS } from '@/lib/jimi/regions'
import { HOME_PATH, loginPath } from '@/lib/server/paths'
import { publicOrigin } from '@/lib/server/public-origin'
import { needsSetup } from '@/lib/server/services/setup'
import { readSetup } from '@/lib/server/services/setup-progress'
import { findViewer } from '@/lib/server/session'
import { OwnerStep } from './_components/owner-step'
import { SetupWizard } from './_components/setup-wizard'
import { TOPIC_PATHS } from './topic-paths'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('setup')
  return { title: t('title') }
}

/** The first run: whoever knows the code of the server becomes its owner; the rest is the owner's. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ step?: unknown }> }) {
  if (await needsSetup()) return <OwnerStep />
  const viewer = await findViewer()
  if (viewer === null) redirect(loginPath('/setup'))
  if (viewer.role !== 'owner') redirect(HOME_PATH)
  const progress = await readSetup(viewer, publicOrigin(await headers()))
  const { step } = await searchParams
  const regions = REGIONS.map(({ id, baseUrl }) => ({ id, baseUrl }))
  return <SetupWizard asked={step} progress={progress} regions={regions} topicPaths={TOPIC_PATHS} />
}
