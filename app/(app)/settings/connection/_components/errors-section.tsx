'use client'

import { useTranslations } from 'next-intl'
import { Breakable } from '@/components/ui/breakable'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { Ago } from './ago'
import { EmptyNote } from './empty-note'

type CountedError = ConnectionStatus['errors'][number]

/** The day's errors by code, the most frequent first. */
export function ErrorsSection({ errors }: { errors: readonly CountedError[] }) {
  const t = useTranslations('settings.connection.errors')
  if (errors.length === 0) {
    return (
      <Card title={t('title')}>
        <EmptyNote title={t('emptyTitle')} body={t('emptyBody')} />
      </Card>
    )
  }
  const sorted = [...errors].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code, 'en'))
  return (
    <Card title={t('title')}>
      <ErrorTable errors={sorted} />
      <ErrorCards errors={sorted} />
    </Card>
  )
}

function ErrorTable({ errors }: { errors: readonly CountedError[] }) {
  const t = useTranslations('settings.connection.errors')
  const formats = useFormats()
  return (
    <table className="w-full table-fixed border-collapse text-sm tabular-nums max-md:hidden">
      <caption className="sr-only">{t('caption')}</caption>
      <thead className="border-y border-line bg-canvas text-xs text-muted">
        <tr className="*:h-9 *:font-medium">
          <th scope="col" className="w-32 px-4 text-start">
            {t('columns.code')}
          </th>
          <th scope="col" className="px-3 text-start">
            {t('columns.meaning')}
          </th>
          <th scope="col" className="w-[30%] px-3 text-start">
            {t('columns.methods')}
          </th>
          <th scope="col" className="w-20 px-3 text-end">
            {t('columns.count')}
          </th>
          <th scope="col" className="w-32 ps-3 pe-4 text-end">
            {t('columns.last')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {errors.map((error) => (
          <tr key={error.code} className="align-top *:py-2.5">
            <th scope="row" className="px-4 text-start font-medium">
              <CodeName code={error.code} />
            </th>
            <td className="px-3">
              <Meaning error={error} />
            </td>
            <td className="px-3 text-muted">
              <MethodNames names={error.methods} />
            </td>
            <td className="px-3 text-end font-medium">{formats.number(error.count)}</td>
            <td className="ps-3 pe-4 text-end text-muted">
              <Ago at={error.lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ErrorCards({ errors }: { errors: readonly CountedError[] }) {
  const t = useTranslations('settings.connection.errors')
  const formats = useFormats()
  return (
    <ul aria-label={t('caption')} className="divide-y divide-line border-t border-line text-sm md:hidden">
      {errors.map((error) => (
        <li key={error.code} className="px-4 py-3">
          <p className="flex items-baseline gap-3">
            <span className="grow font-medium">
              <CodeName code={error.code} />
            </span>
            <span className="shrink-0 font-semibold tabular-nums">
              {t('times', { count: error.count, value: formats.number(error.count) })}
            </span>
          </p>
          <p className="mt-0.5">
            <Meaning error={error} />
          </p>
          <div className="mt-1 flex gap-3 text-muted">
            <span className="min-w-0 grow">
              <MethodNames names={error.methods} />
            </span>
            <span className="shrink-0 tabular-nums">
              <Ago at={error.lastAt} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The vendor's number, or our word for an answer that brought none. */
function CodeName({ code }: { code: string }) {
  const t = useTranslations('settings.connection.errors')
  return t.has(`words.${code}.name`) ? t(`words.${code}.name`) : code
}

function Meaning({ error }: { error: CountedError }) {
  const t = useTranslations('settings.connection.errors')
  if (t.has(`words.${error.code}.meaning`)) return t(`words.${error.code}.meaning`)
  return error.meaning ?? t('unknownMeaning')
}

function MethodNames({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name) => (
        <span key={name} className="block wrap-anywhere">
          <Breakable text={name} />
        </span>
      ))}
    </>
  )
}
