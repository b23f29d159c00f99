'use client'

import { ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import { EXPIRING_DAYS } from '@/lib/domain/account'
import type { AccountNode } from '@/lib/domain/api/accounts'

/** How much hangs on an account: with all below it, and by itself. Counts of vehicles lead to the list of just those. */
export function AccountCounts({ account }: { account: AccountNode }) {
  const t = useTranslations('accounts.counts')
  const formats = useFormats()
  const { id, name, own, total, childCount } = account
  const devices = `/devices?account=${id}`
  const tiles = [
    { word: 'devices', total: total.devices, own: own.devices, href: devices },
    { word: 'online', total: total.online, own: own.online, href: `${devices}&online=yes` },
    {
      word: 'expiring',
      total: total.expiring,
      own: own.expiring,
      href: `${devices}&expiring=${EXPIRING_DAYS}`,
    },
  ] as const
  return (
    <ul aria-label={t('title')} className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {tiles.map(({ word, href, ...count }) => (
        <Tile
          key={word}
          label={t(`${word}Tile`)}
          shown={formats.number(count.total)}
          link={{ href: href as Route, purpose: t(`${word}Link`, { name }) }}
        >
          {childCount > 0 ? t('own', { shown: formats.number(count.own) }) : null}
        </Tile>
      ))}
      <Tile label={t('accountsTile')} shown={formats.number(childCount)} link={null}>
        {null}
      </Tile>
    </ul>
  )
}

type TileProps = {
  label: string
  shown: string
  /** Where it leads, and what is there. */
  link: { href: Route; purpose: string } | null
  children: string | null
}

function Tile({ label, shown, link, children }: TileProps) {
  const content = (
    <>
      <span className="block text-sm text-muted">{label}</span>
      <span className="block text-xl font-semibold tabular-nums">{shown}</span>
      {children === null ? null : <span className="block text-sm text-muted tabular-nums">{children}</span>}
    </>
  )
  return (
    <li className="rounded-lg border border-line bg-panel">
      {link === null ? (
        <div className="h-full px-4 py-3">{content}</div>
      ) : (
        <Link href={link.href} className="flex h-full items-start gap-1 rounded-lg px-4 py-3 hover:bg-sunken">
          <span className="min-w-0 grow">{content}</span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-faint rtl:-scale-x-100" />
          <span className="sr-only">{link.purpose}</span>
        </Link>
      )}
    </li>
  )
}
