'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ReceiveGapView } from '@/lib/domain/api/gap'

/** The vehicles of which something may be missing for good, and why, on demand. */
export function GapFailures({ gap: { failed, failedCount } }: { gap: ReceiveGapView }) {
  const t = useTranslations('gaps')
  const formats = useFormats()
  if (failedCount === 0) return null
  const unnamed = failedCount - failed.length
  return (
    <details className="mt-1 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm font-medium text-accent hover:underline pointer-coarse:py-2.5">
        {t('failed', { value: formats.number(failedCount), count: failedCount })}
      </summary>
      <ul aria-label={t('failedList')} className="mt-1 max-w-3xl space-y-1.5 border-s-2 border-line ps-3">
        {failed.map(({ imei, name, problem, words }) => (
          <li key={imei}>
            <bdi className="font-medium">{name ?? imei}</bdi>
            {name === null ? null : <span className="ms-2 text-muted tabular-nums">{imei}</span>}
            <span className="block text-muted">
              {t(`failures.${problem}`)}
              {words === null ? null : ` ${t('vendorWords', { words })}`}
            </span>
          </li>
        ))}
        {unnamed > 0 ? (
          <li className="text-muted">{t('more', { value: formats.number(unnamed), count: unnamed })}</li>
        ) : null}
      </ul>
    </details>
  )
}
