import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CommandsScreen } from './_components/commands-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('commands')
  return { title: t('title') }
}

/** Commands to vehicles. The address names the vehicles and the filter of the history: `?devices=ID,ID&state=unknown&q=SOS`. */
export default function CommandsPage() {
  return <CommandsScreen />
}
