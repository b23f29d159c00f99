import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { AccountsScreen } from './_components/accounts-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts')
  return { title: t('title') }
}

/** The vendor's accounts. The address names the chosen one and what is done with it: `?account=…&do=edit&q=porto`. */
export default function AccountsPage() {
  return (
    <Words of={['accounts']}>
      <AccountsScreen />
    </Words>
  )
}
