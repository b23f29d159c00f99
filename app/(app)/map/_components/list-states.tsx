'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useLiveConnection } from '@/lib/client/use-live'
import { isUpstreamTrouble } from '@/lib/domain/upstream'

const SKELETON_ROWS = [62, 48, 70, 55, 44, 66, 52, 60, 47, 68, 58, 50]

/** Rows to come, at the place and height of the real ones. */
export function ListSkeleton() {
  const t = useTranslations('map')
  return (
    <div role="status" className="min-h-0 grow overflow-hidden px-2 pt-1">
      <span className="sr-only">{t('loading')}</span>
      {SKELETON_ROWS.map((widthPercent) => (
        <div key={widthPercent} className="flex h-14 items-center gap-3 px-2.5">
          <Skeleton className="size-5 rounded-full" />
          <div className="grow space-y-2">
            <svg aria-hidden className="block h-3.5 w-full animate-pulse text-sunken">
              <rect width={`${widthPercent}%`} height="14" rx="4" fill="currentColor" />
            </svg>
            <Skeleton className="h-3 w-2/5" />
          </div>
        </div>
      ))}
    </div>
  )
}

/** No vehicles, or none yet: while a first import runs, it says so. One in trouble has its own notice. */
export function EmptyFleet() {
  const t = useTranslations('map')
  const { upstream } = useLiveConnection()
  const importing = upstream.find(({ isImporting, kind }) => isImporting && !isUpstreamTrouble(kind))
  if (importing) return <Importing text={t('importing', { name: importing.name })} />
  return <Note title={t('emptyTitle')} body={t('emptyBody')} />
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  const t = useTranslations('map')
  return (
    <Note title={t('noMatchTitle')} body={t('noMatchBody')}>
      <Button onClick={onClear}>{t('clearFilters')}</Button>
    </Note>
  )
}

function Importing({ text }: { text: string }) {
  return (
    <div role="status" className="flex min-h-0 grow flex-col items-center gap-3 px-8 pt-14 text-center">
      <LoaderCircle aria-hidden className="size-5 animate-spin text-muted" />
      <p className="max-w-64 text-muted">{text}</p>
    </div>
  )
}

function Note({ title, body, children }: { title: string; body: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-0 grow flex-col items-center gap-2 overflow-y-auto px-8 pt-14 text-center">
      <p className="text-base font-semibold">{title}</p>
      <p className="mb-2 max-w-64 text-sm text-muted">{body}</p>
      {children}
    </div>
  )
}
