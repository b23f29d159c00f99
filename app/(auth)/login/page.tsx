import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { listDemoLogins } from '@/lib/server/demo-logins'
import { HOME_PATH, safeNextPath } from '@/lib/server/paths'
import { findSession } from '@/lib/server/session'
import { LoginForm } from './_components/login-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('title') }
}

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; changed?: string | string[] }>
}) {
  const { next: wanted, changed } = await searchParams
  const next = safeNextPath(wanted)
  // With the database away nobody can be recognised; the form then says so at the first try.
  const session = await findSession().catch(() => null)
  if (session) redirect(next)
  const t = await getTranslations('auth')
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-1 mb-6 text-muted">{next === HOME_PATH ? t('lead') : t('returnHint')}</p>
      {changed === undefined ? null : (
        <p role="status" className="mb-4 rounded bg-sunken px-3 py-2 text-sm">
          <strong className="font-semibold">{t('changed')}</strong> {t('changedBody')}
        </p>
      )}
      <LoginForm next={next} demoLogins={await listDemoLogins()} />
    </>
  )
}
