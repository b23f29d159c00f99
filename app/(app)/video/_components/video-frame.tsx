'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area with its title; `bar` stands below it, over the whole width. */
export function VideoFrame({
  title,
  aside,
  bar,
  children,
}: {
  title?: ReactNode
  aside?: ReactNode
  bar?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('video')
  return (
    <div className="flex h-full flex-col bg-canvas">
      <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-4 py-2 md:px-6">
        <h1 className="min-w-0 grow truncate text-xl font-semibold tracking-tight max-md:text-lg">
          {t('title')}
          {title}
        </h1>
        {aside}
      </header>
      {bar}
      <div className="scrollbar-quiet min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex max-w-7xl flex-col gap-4 px-4 pt-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
          {children}
        </div>
      </div>
    </div>
  )
}

/** Something is on its way. */
export function VideoSkeleton() {
  const t = useTranslations('video')
  return (
    <div role="status" className="grid gap-4 md:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b'].map((key) => (
        <div key={key} className="rounded-lg border border-line bg-panel p-3">
          <Skeleton className="aspect-video w-full" />
          <Skeleton className="mt-3 h-4 w-40" />
        </div>
      ))}
    </div>
  )
}

/** A few words where nothing else is to be shown. */
export function Notice({
  title,
  body,
  isAlert = false,
  onRetry,
  children,
}: {
  title: string
  body?: string
  isAlert?: boolean
  onRetry?: () => void
  children?: ReactNode
}) {
  const t = useTranslations('video')
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className="flex flex-col items-center gap-2 rounded-lg border border-line bg-panel px-6 py-10 text-center"
    >
      <h2 className="text-base font-semibold">{title}</h2>
      {body ? <p className="max-w-md text-balance text-sm text-muted">{body}</p> : null}
      {onRetry ? (
        <Button variant="primary" className="mt-2" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
      {children}
    </div>
  )
}
