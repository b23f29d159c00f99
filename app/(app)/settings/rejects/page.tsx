import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RejectsScreen } from './_components/rejects-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rejects')
  return { title: t('title') }
}

/** What was pushed and could not be stored. The address names the filter and the page: `?reason=missing&page=2`. */
export default function RejectsPage() {
  return <RejectsScreen />
}
