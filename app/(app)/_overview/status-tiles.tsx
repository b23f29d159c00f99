'use client'

import { Clock } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatusIcon } from '@/components/domain/status-icon'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { useFleetCounts } from './use-fleet-counts'

/** How many vehicles stand in each state now, each with the way to them on the map. */
export function StatusTiles() {
  const t = useTranslations('overview')
  const tStatus = useTranslations('status')
  const counts = useFleetCounts()
  return (
    <section aria-label={t('states')}>
      <ul className="grid grid-cols-3 gap-2 md:grid-cols-6 md:gap-3">
        {VEHICLE_STATUSES.map((status, at) => (
          <li key={status}>
            <Tile
              path={`/map?status=${status}`}
              icon={<StatusIcon status={status} className="size-4" />}
              word={tStatus(status)}
              count={counts?.byStatus[at] ?? null}
            />
          </li>
        ))}
        <li>
          <Tile
            path="/map?stale=1"
            icon={<Clock aria-hidden className="size-4 text-warning" strokeWidth={2} />}
            word={t('stale')}
            count={counts?.stale ?? null}
          />
        </li>
      </ul>
    </section>
  )
}

type TileProps = {
  path: `/map?${string}`
  icon: ReactNode
  word: string
  /** Null while it is not known. */
  count: number | null
}

function Tile({ path, icon, word, count }: TileProps) {
  const formats = useFormats()
  return (
    <Link href={path} className={TILE}>
      <span className="flex items-center gap-1.5 text-sm text-muted">
        {icon}
        {word}
      </span>
      {count === null ? (
        <Skeleton className="h-7 w-12" />
      ) : (
        <span className="text-2xl leading-7 font-semibold tabular-nums">{formats.number(count)}</span>
      )}
    </Link>
  )
}

const TILE =
  'flex flex-col gap-1.5 rounded-lg border border-line bg-panel px-3.5 py-3 transition-colors hover:border-line-strong'
