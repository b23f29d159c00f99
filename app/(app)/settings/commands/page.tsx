import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { readCommandSettings } from '@/lib/server/services/commands-settings'
import { requireViewer } from '@/lib/server/session'
import { CommandSettingsScreen } from './_components/command-settings-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('commandSettings')
  return { title: t('title') }
}

/** Who may send what, and over which hubs. */
export default async function CommandSettingsPage() {
  return (
    <Words of={['commandSettings', 'commands.cut']}>
      <CommandSettingsScreen {...(await readCommandSettings(await requireViewer()))} />
    </Words>
  )
}
