import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { methods } from '@/lib/jimi/contract/index'
import { ConnectionScreen } from './_components/connection-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.connection')
  return { title: t('title') }
}

export default function ConnectionPage() {
  return <ConnectionScreen summaries={SUMMARIES} />
}

// The browser gets the one line of each declaration, not the declarations.
const SUMMARIES: Record<string, string> = Object.fromEntries(
  Object.values(methods).map(({ name, summary }) => [name, summary]),
)
