'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useScopeAccounts, useScopeGroups } from '@/lib/client/queries/people'
import type { ScopeWish, ScopeWords } from '@/lib/domain/api/people'
import { FIELD } from './styles'
import { useScopeWords } from './use-people-words'

export type ScopeFieldProps = {
  value: ScopeWish | 'keep'
  /** The scope now, which may stay; null for somebody new. */
  known: ScopeWords | null
  onChange: (scope: ScopeWish | 'keep') => void
}

type Way = 'keep' | 'all' | 'account'

/** Which vehicles: as now, all the giver sees, or an account's, perhaps only one group of it. */
export function ScopeField({ value, known, onChange }: ScopeFieldProps) {
  const t = useTranslations('people.form')
  const words = useScopeWords()
  const name = useId()
  const [way, setWay] = useState<Way>(value === 'keep' ? 'keep' : 'all')
  const choose = (next: Way) => {
    setWay(next)
    if (next === 'keep') onChange('keep')
    else if (next === 'all') onChange({ accountId: null, group: null })
  }
  const ways: { way: Way; label: string }[] = [
    ...(known === null ? [] : [{ way: 'keep' as const, label: t('keepScope', { scope: words(known) }) }]),
    { way: 'all', label: t('everything') },
    { way: 'account', label: t('chooseAccount') },
  ]
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{t('scope')}</legend>
      {ways.map(({ way: each, label }) => (
        <label
          key={each}
          className="flex min-h-8 cursor-pointer items-center gap-3 text-sm pointer-coarse:min-h-touch"
        >
          <input
            type="radio"
            name={name}
            checked={way === each}
            onChange={() => choose(each)}
            className="size-5 shrink-0 accent-accent"
          />
          <bdi>{label}</bdi>
        </label>
      ))}
      {way === 'account' ? (
        <AccountChoice value={value === 'keep' ? null : value} onChange={onChange} />
      ) : null}
    </fieldset>
  )
}

type AccountChoiceProps = { value: ScopeWish | null; onChange: (scope: ScopeWish) => void }

function AccountChoice({ value, onChange }: AccountChoiceProps) {
  const t = useTranslations('people.form')
  const ids = { account: useId(), group: useId() }
  const [typed, setTyped] = useState('')
  const accounts = useScopeAccounts(typed.trim())
  const accountId = value?.accountId ?? null
  const groups = useScopeGroups(accountId)
  const shown = accounts.data?.accounts ?? []
  return (
    <div className="mt-1 flex flex-col gap-2 ps-8">
      <input
        type="search"
        aria-label={t('searchAccount')}
        placeholder={t('searchAccount')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={FIELD}
      />
      {accounts.isSuccess && shown.length === 0 ? (
        <p className="text-sm text-muted">{t('noAccounts')}</p>
      ) : null}
      <label htmlFor={ids.account} className="text-sm font-medium">
        {t('account')}
      </label>
      <select
        id={ids.account}
        size={Math.min(6, Math.max(2, shown.length))}
        value={accountId ?? ''}
        onChange={(event) => onChange({ accountId: event.target.value || null, group: null })}
        className="scrollbar-quiet w-full rounded border border-line-strong bg-panel p-1 text-base text-ink pointer-coarse:text-lg"
      >
        {shown.map(({ id, name, login }) => (
          <option key={id} value={id}>
            {name === login ? name : `${name} (${login})`}
          </option>
        ))}
      </select>
      {accountId === null ? null : (
        <>
          <label htmlFor={ids.group} className="text-sm font-medium">
            {t('group')}
          </label>
          <select
            id={ids.group}
            value={value?.group ?? ''}
            onChange={(event) => onChange({ accountId, group: event.target.value || null })}
            className={FIELD}
          >
            <option value="">{t('allGroups')}</option>
            {(groups.data?.groups ?? []).map((group) => (
              <option key={group} value={group}>
                {group}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  )
}
