import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Plate } from '@/components/domain/plate'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

/** The way from a card to all of what it shows. */
export function CardLink({ href, children }: { href: Route; children: string }) {
  return (
    <Link
      href={href}
      className="shrink-0 rounded-sm text-sm font-medium text-accent hover:underline pointer-coarse:py-3"
    >
      {children}
    </Link>
  )
}

/** One vehicle of a card with what is told of it. */
export function OverviewRow(props: {
  href: Route
  icon?: ReactNode
  name: string
  /** Whose it is; a text of its own, so that neither turns the other around. */
  of?: string
  plate: string | null
  detail: string
  title?: string
}) {
  const { href, icon, name, of, plate, detail, title } = props
  return (
    <li>
      <Link href={href} className={ROW}>
        {icon}
        <bdi className="min-w-0 truncate font-medium">{name}</bdi>
        {of === undefined ? null : <bdi className="min-w-0 truncate text-sm text-muted">{of}</bdi>}
        {plate?.trim() && plate.trim() !== name ? <Plate text={plate} className="shrink-0" /> : null}
        <span className="grow" />
        <span title={title} className="shrink-0 text-sm text-muted tabular-nums">
          {detail}
        </span>
      </Link>
    </li>
  )
}

const ROW =
  'flex h-10 items-center gap-2.5 border-t border-line px-4 text-base hover:bg-sunken outline-offset-[-2px] pointer-coarse:h-touch'

/** Rows on their way, as many as will likely stand there. */
export function RowsSkeleton({ count = 5 }: { count?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: count }, (_, at) => `row ${at}`).map((key) => (
        <div key={key} className="flex h-10 items-center gap-3 border-t border-line px-4">
          <Skeleton className="h-4 w-40" />
          <span className="grow" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  )
}

/** What stands in a card that has nothing to show, or could not be asked for. */
export function CardNote({ onRetry, children }: { onRetry?: () => void; children: string }) {
  const t = useTranslations('overview')
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-5 text-sm text-muted"
    >
      {children}
      {onRetry ? (
        <Button size="sm" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </div>
  )
}
