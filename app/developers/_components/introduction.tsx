import { useTranslations } from 'next-intl'
import { API_BASE, POINTS_PER_MINUTE } from '@/lib/domain/api-v1/openapi'
import type { Operation } from '@/lib/domain/api-v1/operation'
import { CodeBlock } from './code-block'

/** How to begin, and what holds for every call. */
export function Rules({ baseUrl }: { baseUrl: string }) {
  const t = useTranslations('customerApi.docs')
  return (
    <div className={PANEL}>
      <h2 id="start" className="text-lg font-semibold">
        {t('start')}
      </h2>
      <p className="text-sm">{t('startBody')}</p>
      <CodeBlock label={t('start')} text={`curl -H "Authorization: Bearer $TOKEN" ${baseUrl}/me`} />
      <h3 className="font-semibold">{t('rulesTitle')}</h3>
      <ul className="list-disc space-y-1 ps-5 text-sm">
        <li>{t('times')}</li>
        <li>{t('pages')}</li>
        <li>{t('limit', { points: POINTS_PER_MINUTE })}</li>
        <li>{t('errors')}</li>
      </ul>
      <a href={`${API_BASE}/openapi.json`} className={LINK}>
        {t('document')}
      </a>
    </div>
  )
}

/** The operations, each a way to its section. */
export function Contents({ operations }: { operations: readonly Operation[] }) {
  const t = useTranslations('customerApi.docs')
  return (
    <nav aria-label={t('contents')} className={PANEL}>
      <h2 className="text-lg font-semibold">{t('operations')}</h2>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {operations.map(({ id, summary }) => (
          <li key={id}>
            <a href={`#${id}`} className={LINK} lang="en">
              {summary}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const PANEL = 'flex flex-col gap-3 rounded-lg border border-line bg-panel p-4'
const LINK =
  'inline-flex min-h-8 w-fit items-center text-sm font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-touch'
