'use client'

import { useTranslations } from 'next-intl'
import { createContext, useContext, useEffect } from 'react'
import { AccountRow } from '@/components/domain/accounts/account-row'
import { classNames } from '@/components/ui/class-names'
import type { AccountNode } from '@/lib/domain/api/accounts'
import type { Moving } from '../../_hooks/use-moving'

/** What rows of the tree know of what is dragged over them. */
export const MovingContext = createContext<Moving | null>(null)

/** An account that devices can be dropped on, or why they cannot. */
export function DropRow({ account, way }: { account: AccountNode; way?: readonly string[] }) {
  const t = useTranslations('devices.move.obstacles')
  const moving = useContext(MovingContext)
  const accounts = moving?.accounts
  useEffect(() => {
    accounts?.current.set(account.id, account)
  }, [accounts, account])
  const drag = moving?.drag ?? null
  const obstacle = moving === null || drag === null ? null : moving.obstacleFor(account, drag.ids)
  const isOver = drag?.overKey === account.id
  return (
    <span
      data-account={account.id}
      data-drop={drag === null ? undefined : obstacle === null ? 'yes' : 'no'}
      data-over={isOver || undefined}
      className={classNames(
        'flex min-w-0 grow rounded px-1.5 py-0.5',
        obstacle !== null && 'text-muted',
        isOver && obstacle === null && 'bg-accent-soft outline-2 outline-accent',
        isOver && obstacle !== null && 'outline-2 outline-danger outline-dashed',
      )}
    >
      <AccountRow account={account} way={way} note={obstacle === null ? undefined : t(obstacle)} />
    </span>
  )
}
