import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClasses } from '@/components/ui/button'
import { findReset } from '@/lib/server/services/password-reset'
import { ResetForm } from './_components/reset-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.reset')
  return { title: t('title'), referrer: 'same-origin', robots: { index: false, follow: false } }
}

/** Where a link to choose another password leads. Opening it uses nothing up: programs open the links of mails, too. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const t = await getTranslations('auth.reset')
  const user = await findReset(token)
  if (user === null)
    return (
      <>
        <h1 className="text-2xl font-semibold tracking-tight">{t('goneTitle')}</h1>
        <p className="mt-1 mb-6 text-muted">{t('gone')}</p>
        <Link href="/forgot" className={buttonClasses({ variant: 'primary' })}>
          {t('another')}
        </Link>
      </>
    )
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-1 mb-6 text-muted wrap-anywhere">{t('lead', { email: user.email })}</p>
      <ResetForm token={token} email={user.email} />
    </>
  )
}
