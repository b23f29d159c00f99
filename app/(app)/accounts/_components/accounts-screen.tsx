'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { LeaveDialog } from '@/components/domain/leave-dialog'
import { classNames } from '@/components/ui/class-names'
import { ACCOUNTS_QUERY_KEY, useAccount } from '@/lib/client/queries/accounts'
import { useAccountTree } from '@/lib/client/use-account-tree'
import { useHydrated } from '@/lib/client/use-hydrated'
import { useAccountAddress } from '../_hooks/use-account-address'
import { DirtyContext, useHeldAddress } from '../_hooks/use-held-address'
import { useMovedFocus } from '../_hooks/use-moved-focus'
import { AccountPane } from './account-pane'
import { AccountPanel } from './account-panel'
import { AccountsFrame } from './accounts-frame'

/** What the server knows of the page is its frame, and so is the first render here. */
export function AccountsScreen() {
  return useHydrated() ? <LiveAccountsScreen /> : <AccountsFrame />
}

/** The tree beside the chosen account. On a phone one hides the other. */
function LiveAccountsScreen() {
  const t = useTranslations('accounts')
  const { address: wished, change } = useAccountAddress()
  const { address, isLeaving, setDirty, stay, leave } = useHeldAddress(wished)
  const { accountId } = address
  const chosen = useAccount(accountId)
  const detail = chosen.data?.account.id === accountId ? chosen.data : undefined
  const tree = useAccountTree(detail)
  const queries = useQueryClient()
  const { paneRef, treeRef } = useMovedFocus(accountId)
  const choose = (id: string | null) => change({ accountId: id, work: null })
  return (
    <div className="flex h-full">
      {/* On a phone the account hides the tree, and the page's heading with it. */}
      {accountId === null ? null : <h1 className="sr-only md:hidden">{t('title')}</h1>}
      <section
        ref={treeRef}
        aria-label={t('tree.label')}
        className={classNames(
          'flex min-h-0 min-w-0 grow flex-col bg-panel md:w-108 md:shrink-0 md:grow-0 md:border-e md:border-line',
          accountId !== null && 'max-md:hidden',
        )}
      >
        <AccountPanel tree={tree} address={address} change={change} onChoose={choose} />
      </section>
      <section
        ref={paneRef}
        tabIndex={-1}
        aria-label={t('pane')}
        className={classNames(
          'flex min-h-0 min-w-0 grow flex-col bg-canvas outline-none',
          accountId === null && 'max-md:hidden',
        )}
      >
        <DirtyContext value={setDirty}>
          <AccountPane
            accountId={accountId}
            detail={detail}
            error={chosen.error}
            work={address.work}
            onRetry={() => void chosen.refetch()}
            onWork={(work) => change({ work })}
            onChoose={choose}
            onChanged={() => {
              setDirty(false)
              return queries.invalidateQueries({ queryKey: ACCOUNTS_QUERY_KEY })
            }}
          />
        </DirtyContext>
      </section>
      {isLeaving ? (
        <LeaveDialog
          onStay={() => {
            stay()
            change({ accountId, work: address.work })
          }}
          onLeave={leave}
        />
      ) : null}
    </div>
  )
}
