import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { listUsers } from '@/lib/server/data/users'
import { requireViewer } from '@/lib/server/session'
import { AuditScreen } from './_components/audit-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

/** Who did what, for owners. */
export default async function AuditPage() {
  const people = await listUsers(await requireViewer())
  return (
    <Words of={['audit']}>
      <AuditScreen people={people.map(({ id, name }) => ({ id, name }))} />
    </Words>
  )
}
