import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RulesScreen } from './_components/rules-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notify.rules')
  return { title: t('title') }
}

/** Which alarms call whom, by which way: `?rule=ID` opens one, `?rule=new` the form of another. */
export default function AlarmRulesPage() {
  return <RulesScreen />
}
