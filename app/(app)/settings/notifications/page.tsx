import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotificationsScreen } from './_components/notifications-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notify.settings')
  return { title: t('title') }
}

/** What a person is told by which way, and for owners the tenant's receivers and mail. */
export default function NotificationsPage() {
  return <NotificationsScreen />
}
