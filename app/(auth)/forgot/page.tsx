import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { resetOrigin } from '@/lib/server/services/password-mail'
import { ForgotForm } from './_components/forgot-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.forgot')
  return { title: t('title') }
}

/** Asks for a link to choose another password; where no mail can be sent, says whom to ask. */
export default async function ForgotPage() {
  const t = await getTranslations('auth.forgot')
  const canMail = resetOrigin(await headers()) !== null
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-1 mb-6 text-muted">{canMail ? t('lead') : t('noMail')}</p>
      {canMail ? <ForgotForm /> : null}
      <Link
        href="/login"
        className="mt-3 inline-flex min-h-6 w-fit items-center text-sm font-medium text-accent underline pointer-coarse:min-h-touch"
      >
        {t('back')}
      </Link>
    </>
  )
}
