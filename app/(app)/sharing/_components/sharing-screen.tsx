'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo } from 'react'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import { ShareButton } from '@/components/domain/share-button'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import { useShareLinks } from '@/lib/client/queries/shares'
import { MAX_SHARES_LISTED, type ShareFilter, type ShareList } from '@/lib/domain/api/share'
import { linkQuery, parseLinkFilter } from './link-address'
import { LinkCard } from './link-card'
import { LinkFilters } from './link-filters'

const ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }

/** All links one sees: those that can still be opened first. */
export function SharingScreen() {
  const t = useTranslations('share.list')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="flex max-w-5xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 pt-2">
          <div className="min-w-0 grow">
            <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
            <p className="text-sm text-muted">{t('about')}</p>
          </div>
          <ShareButton vehicles={[]} actions={ACTIONS}>
            {t('new')}
          </ShareButton>
        </header>
        <Links />
      </div>
    </div>
  )
}

function Links() {
  const t = useTranslations('share.list')
  const params = useSearchParams()
  const filter = useMemo(() => parseLinkFilter(params), [params])
  const { data, error, refetch } = useShareLinks(filter)
  const change = useCallback((part: ShareFilter) => {
    const before = parseLinkFilter(new URLSearchParams(window.location.search))
    const next = { ...before, skip: undefined, ...part }
    window.history.replaceState(null, '', window.location.pathname + linkQuery(next))
  }, [])
  if (data !== undefined) return <FoundLinks list={data} filter={filter} change={change} />
  if (error instanceof RequestFailedError && error.status === 403)
    return <Banner tone="warning" title={t('forbidden')} className="rounded" />
  if (error)
    return (
      <Banner
        tone="danger"
        title={t('failed')}
        className="rounded"
        actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
      />
    )
  return <CardSkeletons />
}

type FoundProps = { list: ShareList; filter: ShareFilter; change: (part: ShareFilter) => void }

function FoundLinks({ list, filter, change }: FoundProps) {
  const t = useTranslations('share.list')
  const { links, total, seesOthers } = list
  const { skip = 0 } = filter
  // Links went since the address was made.
  useEffect(() => {
    if (skip > 0 && links.length === 0) change({})
  }, [skip, links.length, change])
  if (links.length === 0 && linkQuery(filter) === '')
    return (
      <div className="rounded-lg border border-line bg-panel p-6 text-center">
        <h2 className="text-base font-semibold">{t('noneTitle')}</h2>
        <p className="text-sm text-muted">{t('noneBody')}</p>
      </div>
    )
  return (
    <>
      <LinkFilters filter={filter} onChange={change} seesOthers={seesOthers} />
      <p role="status" className="text-sm text-muted">
        {t('count', { shown: links.length, total })}
      </p>
      {links.length === 0 ? <p className="text-sm text-muted">{t('noMatch')}</p> : null}
      <ul className="flex flex-col gap-3">
        {links.map((link) => (
          <LinkCard key={link.id} link={link} />
        ))}
      </ul>
      {total > MAX_SHARES_LISTED ? (
        <nav aria-label={t('pages')} className="flex justify-between gap-2">
          <Button disabled={skip === 0} onClick={() => change({ skip: skip - MAX_SHARES_LISTED })}>
            {t('previous')}
          </Button>
          <Button
            disabled={skip + links.length >= total}
            onClick={() => change({ skip: skip + MAX_SHARES_LISTED })}
          >
            {t('next')}
          </Button>
        </nav>
      ) : null}
    </>
  )
}

/** The frame with everything at its later place. */
export function SharingSkeleton() {
  return (
    <div aria-hidden className="h-full bg-canvas">
      <div className="flex max-w-5xl flex-col gap-4 px-4 pt-4 md:px-6">
        <Skeleton className="h-7 w-40" />
        <CardSkeletons />
      </div>
    </div>
  )
}

function CardSkeletons() {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      {['a', 'b', 'c'].map((key) => (
        <Skeleton key={key} className="h-28 w-full rounded-lg" />
      ))}
    </div>
  )
}
