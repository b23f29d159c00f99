import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SecurityScreen } from './_components/security-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('security')
  return { title: t('title') }
}

/** How a person signs in and where they are signed in; for owners also whom a second step is demanded of. */
export default function SecurityPage() {
  return <SecurityScreen />
}
