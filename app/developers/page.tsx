import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { API_BASE } from '@/lib/domain/api-v1/openapi'
import { OPERATIONS } from '@/lib/domain/api-v1/operations'
import { knownLocale } from '@/lib/domain/locales'
import { publicOrigin } from '@/lib/server/public-origin'
import { Contents, Rules } from './_components/introduction'
import { OperationSection } from './_components/operation-section'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customerApi.docs')
  return { title: t('title') }
}

/** What the API can do, from the declarations that its handlers are made of. Nobody's data is in it. */
export default async function DevelopersPage() {
  const t = await getTranslations('customerApi.docs')
  const isEnglish = knownLocale(await getLocale()) === 'en'
  const baseUrl = `${publicOrigin(await headers())}${API_BASE}`
  return (
    <>
      <header>
        <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="mt-1 max-w-2xl text-muted">{t('about')}</p>
        {isEnglish ? null : <p className="mt-1 max-w-2xl text-sm text-muted">{t('inEnglish')}</p>}
      </header>
      <Rules baseUrl={baseUrl} />
      <Contents operations={OPERATIONS} />
      {OPERATIONS.map((operation) => (
        <OperationSection key={operation.id} operation={operation} baseUrl={baseUrl} />
      ))}
    </>
  )
}
