'use client'

import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Tree, type TreeNode } from '@/components/ui/tree'
import { type AccountTreeState, type Branch, TOP } from '@/lib/client/use-account-tree'
import { SeeAccountContext, useAccountsOnScreen, useSeen } from '@/lib/client/use-accounts-on-screen'
import { useIsPhone } from '@/lib/client/use-is-phone'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { AccountRow, useRowText } from './account-row'

export type AccountTreeProps = {
  tree: AccountTreeState
  chosenId: string | null
  onChoose: (id: string) => void
  /** What a row shows, where it is not the account alone. */
  rowOf?: (account: AccountNode) => ReactNode
}

/** What keys of rows begin with that load more of a branch. */
export const MORE = 'more:'
const FAILED = 'failed:'

/** The tree of accounts. Branches say in their own place that they load, failed, or go on. */
export function AccountTree({ tree, chosenId, onChoose, rowOf }: AccountTreeProps) {
  const t = useTranslations('accounts.tree')
  const isPhone = useIsPhone()
  const textOf = useRowText()
  const see = useAccountsOnScreen()
  const { branches, openIds, setOpenIds, loadMore, retry } = tree

  const nodesOf = (key: string): TreeNode[] => {
    const branch = branches.get(key)
    return branch === undefined ? [waitingIn(key)] : [...branch.accounts.map(nodeOf), ...endOf(key, branch)]
  }
  const nodeOf = (account: AccountNode): TreeNode => ({
    id: account.id,
    text: textOf(account),
    content: <Seen id={account.id}>{rowOf?.(account) ?? <AccountRow account={account} />}</Seen>,
    hasChildren: account.childCount > 0,
    // A closed branch needs something in it: a row without any cannot be opened by the keyboard.
    children:
      account.childCount === 0 ? [] : openIds.has(account.id) ? nodesOf(account.id) : [waitingIn(account.id)],
  })
  const waitingIn = (key: string): TreeNode => ({
    ...NOTE,
    id: `wait:${key}`,
    text: t('loading'),
    content: <Skeleton className="h-8 grow rounded" />,
  })
  const endOf = (key: string, { state, hasMore }: Branch): TreeNode[] => {
    if (state === 'loading') return [waitingIn(key)]
    const [id, text] =
      state === 'failed' ? [FAILED + key, t('failed')] : hasMore ? [MORE + key, t('more')] : [null, '']
    if (id === null) return []
    return [{ ...LEAF, id, text, content: <Step text={text} isRetry={state === 'failed'} /> }]
  }

  return (
    <SeeAccountContext value={see}>
      <Tree
        label={t('label')}
        nodes={nodesOf(TOP)}
        openIds={openIds}
        onOpenChange={setOpenIds}
        chosenId={chosenId}
        onChoose={(id) => {
          if (id.startsWith(MORE)) loadMore(id.slice(MORE.length))
          else if (id.startsWith(FAILED)) retry(id.slice(FAILED.length))
          else onChoose(id)
        }}
        rowPx={isPhone ? 56 : 48}
        className="min-h-0 grow"
      />
    </SeeAccountContext>
  )
}

function Seen({ id, children }: { id: string; children: ReactNode }) {
  useSeen(id)
  return children
}

const LEAF = { hasChildren: false, children: [] }
const NOTE = { ...LEAF, isNote: true }

function Step({ text, isRetry }: { text: string; isRetry: boolean }) {
  return (
    <span className="flex items-center gap-2 text-sm font-medium text-accent">
      {isRetry ? <RotateCw aria-hidden className="size-4" /> : null}
      {text}
    </span>
  )
}
