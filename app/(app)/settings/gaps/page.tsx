import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GapsScreen } from './_components/gaps-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gaps')
  return { title: t('title') }
}

/** Spans in which nothing could be received, and how far they are filled. */
export default function GapsPage() {
  return <GapsScreen />
}
