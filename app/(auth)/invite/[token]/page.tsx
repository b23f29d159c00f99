import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { clientAddress } from '@/lib/server/client-address'
import { findInvitation } from '@/lib/server/services/invitations'
import { AcceptForm } from './_components/accept-form'
import { GoneNote } from './_components/gone-note'

export const dynamic = 'force-dynamic'

/** The address is as good as a key: no page learns of it, and no search engine keeps it. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invite')
  return { title: t('submit'), referrer: 'same-origin', robots: { index: false, follow: false } }
}

/** Whoever holds an invitation chooses a name and a password. A link that is not good says no more than that. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const found = await findInvitation(token, clientAddress(await headers()))
  if (found === null) return <GoneNote />
  const t = await getTranslations('invite')
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('heading', { tenant: found.tenantName })}</h1>
      <p className="mt-1 mb-6 text-muted">{t('about', { email: found.email })}</p>
      <noscript>
        <p className="mb-4 text-sm text-danger">{t('noScript')}</p>
      </noscript>
      <AcceptForm token={token} email={found.email} />
    </>
  )
}
