'use client'

import { Building2, CircleUser, type LucideIcon, Network, Smartphone, UserRoundCog } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AccountKind } from '@/lib/domain/account'
import type { AccountNode } from '@/lib/domain/api/accounts'

const ICONS: Record<AccountKind, LucideIcon> = {
  distributor: Network,
  user: Building2,
  sales: UserRoundCog,
  appUser: Smartphone,
  other: CircleUser,
}

/** The sign of a kind of account; what it says is said in words beside it. */
export function KindIcon({ kind, className }: { kind: AccountKind; className?: string }) {
  const Icon = ICONS[kind]
  return <Icon aria-hidden className={className ?? 'size-4 shrink-0 text-muted'} strokeWidth={1.75} />
}

export type AccountRowProps = {
  account: AccountNode
  way?: readonly string[]
  /** Said in the place of the login. */
  note?: string
}

/** One account in the tree: what it is called, and how much hangs on it. */
export function AccountRow({ account, way, note }: AccountRowProps) {
  const { name, login, kind } = account
  return (
    <span className="flex min-w-0 grow items-center gap-2.5">
      <KindIcon kind={kind} />
      <span className="min-w-0 grow">
        <bdi className="block truncate text-base font-medium">{name}</bdi>
        <bdi className="block truncate text-sm text-muted">
          {note ?? (way === undefined || way.length === 0 ? login : way.join(' › '))}
        </bdi>
      </span>
      <RowCounts account={account} />
    </span>
  )
}

function RowCounts({ account }: { account: AccountNode }) {
  const t = useTranslations('accounts.counts')
  const formats = useFormats()
  const { devices, online, expiring } = account.total
  if (devices === 0) return <span className="shrink-0 text-sm text-faint">{t('none')}</span>
  return (
    <span className="shrink-0 text-end text-sm tabular-nums">
      <span className="block text-ink">
        {t('devices', { count: devices, shown: formats.number(devices) })}
      </span>
      <span className="block text-muted">
        {t('online', { shown: formats.number(online) })}
        {expiring > 0 ? (
          <span className="text-warning">
            {' · '}
            {t('expiring', { shown: formats.number(expiring) })}
          </span>
        ) : null}
      </span>
    </span>
  )
}

/** What readers hear of a row. */
export function useRowText(): (account: AccountNode) => string {
  const t = useTranslations('accounts.tree')
  const tKinds = useTranslations('accounts.kinds')
  const tCounts = useTranslations('accounts.counts')
  const formats = useFormats()
  return ({ name, login, kind, total }) =>
    t('row', {
      name,
      login,
      kind: tKinds(kind),
      devices: tCounts('devices', { count: total.devices, shown: formats.number(total.devices) }),
    })
}
