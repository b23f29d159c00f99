import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { requireSession } from '@/lib/server/session'
import { PreferencesScreen } from './_components/preferences-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('preferences')
  return { title: t('title') }
}

export default async function PreferencesPage() {
  const { person } = await requireSession()
  return (
    <Words of={['preferences']}>
      <PreferencesScreen preferences={person.preferences} />
    </Words>
  )
}
