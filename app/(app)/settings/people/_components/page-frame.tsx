'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

type Pages = {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => unknown
}

/** The end of a list that has more pages: the next one on demand, and why it did not come. */
export function MorePages({ pages, label }: { pages: Pages; label: string }) {
  const t = useTranslations('people')
  if (!pages.hasNextPage) return null
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 border-t border-line p-3">
      <p role="status" className="text-sm text-danger empty:hidden">
        {pages.isFetchNextPageError ? t('moreFailed') : null}
      </p>
      <Button
        size="sm"
        aria-label={label}
        disabled={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {t('more')}
      </Button>
    </div>
  )
}

/** A list that could not be read. */
export function LoadFailure({ title, onAgain }: { title: string; onAgain: () => void }) {
  const t = useTranslations('people')
  return (
    <Banner
      tone="danger"
      title={title}
      actions={
        <Button size="sm" onClick={onAgain}>
          {t('again')}
        </Button>
      }
    />
  )
}

/** Rows to come. */
export function LoadingRows({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-16 w-full rounded" />
      <Skeleton className="h-16 w-full rounded" />
      <Skeleton className="h-16 w-full rounded" />
    </div>
  )
}
