'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AccountNode } from '@/lib/domain/api/accounts'

/** How much hangs on an account: with all below it, and by itself. Counts of vehicles that a list can show lead to it. */
export function AccountCounts({ account }: { account: AccountNode }) {
  const t = useTranslations('accounts.counts')
  const formats = useFormats()
  const { id, own, total, childCount } = account
  const devices = `/devices?account=${id}` as Route
  const tiles = [
    { word: 'devicesTile', total: total.devices, own: own.devices, href: devices },
    { word: 'onlineTile', total: total.online, own: own.online, href: null },
    {
      word: 'expiringTile',
      total: total.expiring,
      own: own.expiring,
      href: `/devices?account=${id}&expiring=30` as Route,
    },
  ]
  return (
    <ul aria-label={t('title')} className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {tiles.map(({ word, href, ...count }) => (
        <Tile key={word} label={t(word)} shown={formats.number(count.total)} href={href}>
          {childCount > 0 ? t('own', { shown: formats.number(count.own) }) : null}
        </Tile>
      ))}
      <Tile label={t('accountsTile')} shown={formats.number(childCount)} href={null}>
        {null}
      </Tile>
    </ul>
  )
}

type TileProps = { label: string; shown: string; href: Route | null; children: string | null }

function Tile({ label, shown, href, children }: TileProps) {
  const content = (
    <>
      <span className="block text-sm text-muted">{label}</span>
      <span className="block text-xl font-semibold tabular-nums">{shown}</span>
      {children === null ? null : <span className="block text-sm text-muted tabular-nums">{children}</span>}
    </>
  )
  return (
    <li className="rounded-lg border border-line bg-panel">
      {href === null ? (
        <div className="h-full px-4 py-3">{content}</div>
      ) : (
        <Link href={href} className="block h-full rounded-lg px-4 py-3 hover:bg-sunken">
          {content}
        </Link>
      )}
    </li>
  )
}
