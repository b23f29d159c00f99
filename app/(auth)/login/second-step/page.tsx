import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { loginPath, safeNextPath } from '@/lib/server/paths'
import { openEnrolment } from '@/lib/server/services/second-factor'
import { pendingOfRequest } from '@/lib/server/services/sign-in-cookies'
import { personOf } from '@/lib/server/services/sign-in-steps'
import { findSession } from '@/lib/server/session'
import { CodeForm } from './_components/code-form'
import { EnrolFlow } from './_components/enrol-flow'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.step')
  return { title: t('title') }
}

/** The second step of signing in: a code, or setting up the second factor that the role demands. */
export default async function SecondStepPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const next = safeNextPath((await searchParams).next)
  const pending = await pendingOfRequest()
  if (pending === null) redirect((await findSession()) ? next : loginPath(next))
  const { email } = pending.user
  if (pending.step === 'code') return <CodeForm email={email} next={next} />
  const enrolment = pending.step === 'enrol' ? await openEnrolment(personOf(pending)) : null
  return <EnrolFlow email={email} next={next} enrolment={enrolment} />
}
