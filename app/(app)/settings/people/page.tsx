import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { PeopleScreen } from './_components/people-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

/** Who works here, what they may do, and who is invited. */
export default function PeoplePage() {
  return (
    <Words of={['commands.cut', 'people']}>
      <PeopleScreen />
    </Words>
  )
}
