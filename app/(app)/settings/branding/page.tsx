import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { getBranding } from '@/lib/server/data/branding'
import { requireViewer } from '@/lib/server/session'
import { BrandingScreen } from './_components/branding-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('branding')
  return { title: t('title') }
}

/** How this tenant looks to its people. */
export default async function BrandingPage() {
  const { fields, pictures, tenantName } = await getBranding(await requireViewer())
  return (
    <Words of={['branding']}>
      <BrandingScreen stored={fields} pictures={pictures} tenantName={tenantName} />
    </Words>
  )
}
