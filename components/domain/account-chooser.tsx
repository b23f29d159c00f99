'use client'

import { useTranslations } from 'next-intl'
import { useId, useRef } from 'react'
import { SearchField } from '@/components/ui/search-field'

export type AccountChooserProps = {
  search: string
  onSearch: (search: string) => void
  /** Those that fit, as many as are shown; undefined while they are not known. */
  accounts: readonly { id: string; name: string; note: string }[] | undefined
  /** How many fit. */
  total: number
  hasFailed?: boolean
  value: string | null
  onChange: (accountId: string) => void
}

/** One account out of many: a tenant may have ten thousand, which no plain list can show. */
export function AccountChooser(props: AccountChooserProps) {
  const { search, onSearch, accounts = [], total, hasFailed = false, value, onChange } = props
  const t = useTranslations('deviceJobs.transfer')
  const name = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const hidden = total - accounts.length
  return (
    <div className="flex flex-col gap-2">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={search}
        onChange={onSearch}
        inputRef={inputRef}
      />
      <fieldset className="max-h-48 min-w-0 overflow-y-auto rounded border border-line">
        <legend className="sr-only">{t('accounts')}</legend>
        {accounts.map((account) => (
          <label key={account.id} className={ACCOUNT}>
            <input
              type="radio"
              name={name}
              value={account.id}
              checked={account.id === value}
              onChange={() => onChange(account.id)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 grow truncate">{account.name}</span>
            <span className="min-w-0 truncate text-muted">{account.note}</span>
          </label>
        ))}
        <p role="status" className="px-3 py-2 text-sm text-muted empty:hidden">
          {hasFailed ? t('failed') : null}
          {props.accounts?.length === 0 ? t('none') : null}
          {hidden > 0 ? t('more', { count: hidden }) : null}
        </p>
      </fieldset>
    </div>
  )
}

const ACCOUNT =
  'flex h-9 cursor-pointer items-center gap-2.5 px-3 text-sm hover:bg-sunken has-checked:bg-accent-soft ' +
  'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus pointer-coarse:h-touch'
