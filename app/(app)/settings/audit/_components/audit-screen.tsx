'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useAudit } from '@/lib/client/queries/audit'
import type { AuditFilter } from '@/lib/domain/api/audit'
import { AuditFilters } from './audit-filters'
import { AuditItem } from './audit-item'
import { AuditTools } from './audit-tools'

export type AuditScreenProps = { people: readonly { id: string; name: string }[] }

/** The audit log: found by who, what, words and time, and verified on demand. */
export function AuditScreen({ people }: AuditScreenProps) {
  const t = useTranslations('audit')
  const [filter, setFilter] = useState<AuditFilter>({})
  const audit = useAudit(filter)
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        <AuditTools filter={filter} />
        <Card title={t('find')}>
          <AuditFilters people={people} onFind={setFilter} />
          {audit.isPending ? (
            <div role="status" className="flex flex-col gap-2 border-t border-line p-4">
              <span className="sr-only">{t('loading')}</span>
              <Skeleton className="h-10 w-full rounded" />
              <Skeleton className="h-10 w-full rounded" />
            </div>
          ) : null}
          {audit.isError ? (
            <Banner
              tone="danger"
              title={t('failed')}
              actions={
                <Button size="sm" onClick={() => void audit.refetch()}>
                  {t('again')}
                </Button>
              }
            />
          ) : null}
          {audit.isSuccess && entries.length === 0 ? (
            <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">{t('none')}</p>
          ) : null}
          <ol className="divide-y divide-line border-t border-line empty:hidden">
            {entries.map((entry) => (
              <AuditItem key={entry.seq} entry={entry} />
            ))}
          </ol>
          {audit.hasNextPage ? (
            <div className="border-t border-line p-3 text-center">
              <Button
                size="sm"
                disabled={audit.isFetchingNextPage}
                onClick={() => void audit.fetchNextPage()}
              >
                {t('more')}
              </Button>
            </div>
          ) : null}
        </Card>
      </div>
    </div>
  )
}
