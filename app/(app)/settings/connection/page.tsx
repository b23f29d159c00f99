import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { methods } from '@/lib/jimi/contract/index'
import { pushes } from '@/lib/jimi/push/index'
import { REGIONS } from '@/lib/jimi/regions'
import { ConnectionScreen } from './_components/connection-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.connection')
  return { title: t('title') }
}

export default function ConnectionPage() {
  return <ConnectionScreen summaries={SUMMARIES} topicPaths={TOPIC_PATHS} regions={REGION_ROWS} />
}

const REGION_ROWS = REGIONS.map(({ id, baseUrl }) => ({ id, baseUrl }))

// The browser gets the one line of each declaration, not the declarations.
const SUMMARIES: Record<string, string> = Object.fromEntries(
  Object.values(methods).map(({ name, summary }) => [name, summary]),
)

const TOPIC_PATHS: readonly string[] = Object.values(pushes).flatMap(({ path }) =>
  path === null ? [] : [path],
)
