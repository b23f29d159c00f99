'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useRef, useState, useTransition } from 'react'
import { AccountRow } from '@/components/domain/accounts/account-row'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import { useAccountSearch, useAccountStakes } from '@/lib/client/queries/accounts'
import { MAX_ACCOUNT_SEARCH } from '@/lib/domain/account'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { moveAccountAction } from '../actions'
import { StakesList } from './stakes-list'

export type MoveDialogProps = { account: AccountNode; onClose: () => void; onMoved: () => void }

/** Asks for the new account above, and says what goes along. */
export function MoveDialog({ account, onClose, onMoved }: MoveDialogProps) {
  const t = useTranslations('accounts.move')
  const tForm = useTranslations('accounts.form')
  const [target, setTarget] = useState<AccountNode | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const stakes = useAccountStakes(account.id)
  const move = () =>
    start(async () => {
      if (target === null) return
      setFailure(null)
      const answer = await moveAccountAction(account.id, target.id).catch(() => null)
      if (answer?.ok) onMoved()
      else setFailure(answer?.message ?? tForm('noAnswer'))
    })
  return (
    <Dialog title={t('title', { name: account.name })} onClose={onClose} isHeld={isBusy}>
      <StakesList stakes={stakes} title={t('along')} />
      <p className="text-sm text-muted">{t('keeps')}</p>
      <TargetPicker
        account={account}
        target={target}
        onPick={(next) => {
          setFailure(null)
          setTarget(next)
        }}
      />
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')}>
          {failure}
        </Banner>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          {tForm('cancel')}
        </Button>
        <Button
          variant="primary"
          onClick={move}
          disabled={isBusy || target === null || stakes.data === undefined}
        >
          {target === null ? t('submit') : t('submitTo', { name: target.name })}
        </Button>
      </div>
    </Dialog>
  )
}

type PickerProps = Pick<MoveDialogProps, 'account'> & {
  target: AccountNode | null
  onPick: (target: AccountNode) => void
}

/** Offers only accounts where this one can go; the server knows which. */
function TargetPicker({ account, target, onPick }: PickerProps) {
  const t = useTranslations('accounts.move')
  const tSearch = useTranslations('accounts.search')
  const [text, setText] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(text.trim())
  const found = useAccountSearch(wanted, account.id)
  const offered = found.data?.hits ?? []
  return (
    <div className="flex flex-col gap-2">
      <SearchField
        label={t('target')}
        clearLabel={tSearch('clear')}
        placeholder={t('target')}
        maxLength={MAX_ACCOUNT_SEARCH}
        value={text}
        onChange={setText}
        inputRef={inputRef}
      />
      <fieldset className="scrollbar-quiet max-h-56 overflow-y-auto rounded border border-line">
        <legend className="sr-only">{t('target')}</legend>
        {offered.map(({ account: each, way }) => (
          <label
            key={each.id}
            className="flex min-h-12 cursor-pointer items-center gap-3 px-3 py-1 hover:bg-sunken has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="move-target"
              checked={target?.id === each.id}
              onChange={() => onPick(each)}
              className="size-4 shrink-0 accent-accent"
            />
            <AccountRow account={each} way={way} />
          </label>
        ))}
        {offered.length > 0 ? null : found.isError ? (
          <div role="alert" className="flex flex-wrap items-center gap-2 px-3 py-2 text-sm">
            {tSearch('failed')}
            <Button size="sm" onClick={() => void found.refetch()}>
              {tSearch('retry')}
            </Button>
          </div>
        ) : (
          <p role="status" className="px-3 py-3 text-sm text-muted">
            {found.isFetching ? t(wanted === '' ? 'searchFirst' : 'searching') : t('noTarget')}
          </p>
        )}
        {found.data?.hasMore ? <p className="px-3 py-3 text-sm text-muted">{tSearch('hasMore')}</p> : null}
      </fieldset>
    </div>
  )
}
