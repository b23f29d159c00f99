import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeliveriesScreen } from './_components/deliveries-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notify.log')
  return { title: t('title') }
}

/** What left Milepost by webhook, mail and web push, and what came of it. For owners. */
export default function DeliveriesPage() {
  return <DeliveriesScreen />
}
