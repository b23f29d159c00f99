'use client'

import { useTranslations } from 'next-intl'
import type { ExplorerMethod } from '@/lib/domain/api/explorer'

/** The codes the method is known to answer with. */
export function ErrorCodes({ method }: { method: ExplorerMethod }) {
  const t = useTranslations('explorer')
  const seconds = method.timeoutMs / 1000
  return (
    <details className="group rounded-lg border border-line bg-panel text-sm">
      <summary className="min-h-11 cursor-pointer px-4 py-3 font-medium">{t('errorCodes')}</summary>
      <dl className="grid grid-cols-[4rem_1fr] gap-x-3 gap-y-1.5 border-t border-line px-4 py-3">
        {method.errors.map(({ code, meaning }) => (
          <div key={code} className="contents">
            <dt className="text-end font-medium tabular-nums">{code}</dt>
            <dd lang="en" className="text-muted">
              {meaning}
            </dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line px-4 py-3 text-muted">{t('timeout', { seconds })}</p>
    </details>
  )
}
