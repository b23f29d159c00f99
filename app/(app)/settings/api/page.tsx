import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TokensScreen } from './_components/tokens-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customerApi')
  return { title: t('title') }
}

/** One's own tokens for programs. */
export default function ApiPage() {
  return <TokensScreen />
}
