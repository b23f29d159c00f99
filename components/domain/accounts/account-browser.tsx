'use client'

import { CloudOff, Network, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import { useAccountSearch } from '@/lib/client/queries/accounts'
import { type AccountTreeState, TOP } from '@/lib/client/use-account-tree'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { AccountRow } from './account-row'
import { AccountTree } from './account-tree'
import { TreeSkeleton } from './tree-skeleton'

type BodyProps = {
  chosenId: string | null
  onChoose: (id: string) => void
  /** What a row shows, where it is not the account alone; `way` leads to one that was searched for. */
  rowOf?: (account: AccountNode, way?: readonly string[]) => ReactNode
}

export type AccountBrowserProps = BodyProps & {
  tree: AccountTreeState
  /** What is searched for; empty for the tree. */
  text: string
}

/** The account tree, or what a search found in it; or in words why there is nothing. */
export function AccountBrowser({ tree, text, ...props }: AccountBrowserProps) {
  return text === '' ? <TreeBody tree={tree} {...props} /> : <Hits text={text} {...props} />
}

function TreeBody({ tree, ...props }: BodyProps & { tree: AccountTreeState }) {
  const t = useTranslations('accounts.failed')
  const tEmpty = useTranslations('accounts.empty')
  const top = tree.branches.get(TOP)
  if (top === undefined || (top.state === 'loading' && top.accounts.length === 0)) return <TreeSkeleton />
  if (top.state === 'failed')
    return (
      <Notice icon={CloudOff} title={t('title')} body={t('body')} isAlert>
        <Button variant="primary" onClick={() => tree.retry(TOP)}>
          {t('retry')}
        </Button>
      </Notice>
    )
  if (top.accounts.length === 0)
    return <Notice icon={Network} title={tEmpty('title')} body={tEmpty('body')} />
  return <AccountTree tree={tree} {...props} />
}

function Hits({ text, chosenId, onChoose, rowOf }: BodyProps & { text: string }) {
  const t = useTranslations('accounts.search')
  const { data, isError, refetch, isPlaceholderData } = useAccountSearch(text)
  if (data === undefined)
    return isError ? (
      <Notice icon={CloudOff} title={t('failed')} body={t('failedBody')} isAlert>
        <Button variant="primary" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </Notice>
    ) : (
      <TreeSkeleton />
    )
  if (data.hits.length === 0 && !isPlaceholderData)
    return <Notice icon={SearchX} title={t('noneTitle', { text })} body={t('noneBody')} />
  return (
    <ul
      aria-label={t('hits')}
      aria-busy={isPlaceholderData}
      className="scrollbar-quiet min-h-0 grow overflow-y-auto"
    >
      {data.hits.map(({ account, way }) => (
        <li key={account.id}>
          <button
            type="button"
            aria-current={account.id === chosenId || undefined}
            onClick={() => onChoose(account.id)}
            className={classNames(HIT, account.id === chosenId && 'bg-accent-soft')}
          >
            {rowOf?.(account, way) ?? <AccountRow account={account} way={way} />}
          </button>
        </li>
      ))}
      {data.hasMore ? <li className="px-4 py-3 text-sm text-muted">{t('hasMore')}</li> : null}
    </ul>
  )
}

const HIT =
  'flex min-h-12 w-full items-center px-4 py-1 text-start hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:min-h-14'
