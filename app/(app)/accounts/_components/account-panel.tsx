'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { AccountBrowser } from '@/components/domain/accounts/account-browser'
import { SearchField } from '@/components/ui/search-field'
import type { AccountTreeState } from '@/lib/client/use-account-tree'
import { useTypedText } from '@/lib/client/use-typed-text'
import { MAX_ACCOUNT_SEARCH } from '@/lib/domain/account'
import type { AccountAddress } from '../_hooks/account-address'

export type AccountPanelProps = {
  tree: AccountTreeState
  address: AccountAddress
  change: (part: Partial<AccountAddress>) => void
  onChoose: (id: string) => void
}

/** Everything at the left: the search, and the tree or what was found. */
export function AccountPanel({ tree, address, change, onChoose }: AccountPanelProps) {
  const t = useTranslations('accounts')
  const searchRef = useRef<HTMLInputElement>(null)
  const [text, setText] = useTypedText(address.q, (q) => change({ q }))
  const wanted = address.q.trim()
  return (
    <>
      <div className="shrink-0 space-y-2 border-b border-line p-3">
        <h1 className="truncate text-lg font-semibold">{t('title')}</h1>
        <SearchField
          label={t('search.label')}
          clearLabel={t('search.clear')}
          placeholder={t('search.label')}
          maxLength={MAX_ACCOUNT_SEARCH}
          value={text}
          onChange={setText}
          inputRef={searchRef}
        />
      </div>
      <AccountBrowser tree={tree} text={wanted} chosenId={address.accountId} onChoose={onChoose} />
    </>
  )
}
