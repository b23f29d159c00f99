'use client'

import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ShareTarget } from '@/components/domain/share-actions'
import { buttonClasses } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import type { FleetSort } from '@/lib/client/fleet-view'
import { usePart } from '@/lib/client/use-late'
import { SortMenu } from './sort-menu'

const loadShare = () => import('./share-listed').then((module) => module.ShareListed)

export type ListToolbarProps = {
  /** How many are shown, in words. */
  summary: string
  sort: FleetSort
  onSort: (sort: FleetSort) => void
  staleCount: number
  stale: boolean
  onStale: (stale: boolean) => void
  /** Those of a narrowed list, where a link can show so many; sharing is there for who may share. */
  shareable: readonly ShareTarget[]
}

/** The line between filters and rows: how many there are, which of them are stale, in which order they stand. */
export function ListToolbar(props: ListToolbarProps) {
  const t = useTranslations('map')
  const isShareable = props.shareable.length > 0
  const { Part: ShareListed } = usePart(loadShare, isShareable)
  const look = buttonClasses({ variant: 'quiet', size: 'sm' })
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line ps-4 pe-2 text-sm text-muted pointer-coarse:h-touch">
      <span className="min-w-0 grow truncate tabular-nums">{props.summary}</span>
      {props.staleCount > 0 || props.stale ? (
        <button
          type="button"
          aria-pressed={props.stale}
          title={t('staleTitle')}
          onClick={() => props.onStale(!props.stale)}
          className={classNames(look, 'tabular-nums')}
        >
          <Hourglass aria-hidden className="size-3.5 text-warning" />
          {t('staleFilter', { count: props.staleCount })}
        </button>
      ) : null}
      {isShareable && ShareListed ? <ShareListed vehicles={props.shareable} className={look} /> : null}
      <SortMenu sort={props.sort} onSort={props.onSort} className={look} />
    </div>
  )
}
