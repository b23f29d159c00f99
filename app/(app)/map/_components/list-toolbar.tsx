'use client'

import { ArrowDownWideNarrow, Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import type { ShareTarget } from '@/components/domain/share-actions'
import { ShareButton } from '@/components/domain/share-button'
import { buttonClasses } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { MenuOpener } from '@/components/ui/menu-opener'
import type { FleetSort } from '@/lib/client/fleet-view'

const loadMenu = () => import('./sort-menu')
const SortMenu = lazy(() => loadMenu().then((module) => ({ default: module.SortMenu })))

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
  const look = buttonClasses({ variant: 'quiet', size: 'sm' })
  const sortLabel = `${t('sortLabel')}: ${t(`sortBy.${props.sort}`)}`
  const sortTrigger = (
    <>
      <ArrowDownWideNarrow aria-hidden className="size-3.5" />
      {t(`sortBy.${props.sort}`)}
    </>
  )
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
      {props.shareable.length > 0 ? (
        <ShareButton
          vehicles={props.shareable}
          actions={SHARE_ACTIONS}
          className={look}
          iconClassName="size-3.5"
        >
          {t('shareThese')}
        </ShareButton>
      ) : null}
      <MenuOpener trigger={sortTrigger} triggerClassName={look} triggerLabel={sortLabel} preload={loadMenu}>
        <SortMenu
          sort={props.sort}
          onSort={props.onSort}
          trigger={sortTrigger}
          triggerClassName={look}
          triggerLabel={sortLabel}
        />
      </MenuOpener>
    </div>
  )
}

const SHARE_ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }
