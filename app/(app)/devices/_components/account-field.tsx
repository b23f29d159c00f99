'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { AccountChooser } from '@/components/domain/account-chooser'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { DeviceChoices } from '@/lib/domain/api/device-table'
import { AccountOptions } from './account-options'
import { Field, SelectField } from './field'

/** So many a plain list shows well; more are searched. */
const MAX_PLAIN = 200
const MAX_SHOWN = 50

export type AccountFieldProps = {
  label: string
  accounts: DeviceChoices['accounts']
  value: string | null
  hint?: string
} & (
  | { anyLabel: string; onChange: (accountId: string | null) => void }
  | { anyLabel?: undefined; onChange: (accountId: string) => void }
)

/** One account: out of a list, or found by its name where there are too many for one. With `anyLabel` it may be none. */
export function AccountField(props: AccountFieldProps) {
  const { label, accounts, value, hint, anyLabel } = props
  const [isOpen, setOpen] = useState(false)
  const chosen = accounts.find(({ id }) => id === value)?.name ?? anyLabel ?? ''
  if (accounts.length <= MAX_PLAIN)
    return (
      <SelectField
        label={label}
        value={value ?? ''}
        hint={hint}
        onChange={({ target }) => {
          if (target.value !== '') props.onChange(target.value)
          else if (props.anyLabel !== undefined) props.onChange(null)
        }}
      >
        {anyLabel === undefined ? null : <option value="">{anyLabel}</option>}
        <AccountOptions accounts={accounts} />
      </SelectField>
    )
  return (
    <>
      <Field
        label={label}
        hint={hint}
        render={({ className, id, 'aria-describedby': describedBy }) => (
          <button
            type="button"
            id={id}
            aria-describedby={describedBy}
            aria-label={`${label}: ${chosen}`}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
            className={`${className} truncate text-start`}
          >
            <bdi>{chosen}</bdi>
          </button>
        )}
      />
      {isOpen ? <AccountDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function AccountDialog(props: AccountFieldProps & { onClose: () => void }) {
  const { label, accounts, value, onClose } = props
  const t = useTranslations('devices.groups')
  const [search, setSearch] = useState('')
  const typed = useDeferredValue(search).trim().toLowerCase()
  const found = useMemo(
    () => accounts.filter(({ name }) => name.toLowerCase().includes(typed)),
    [accounts, typed],
  )
  const names = useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts])
  return (
    <Dialog title={label} onClose={onClose} className="max-w-md">
      <AccountChooser
        search={search}
        onSearch={setSearch}
        accounts={found.slice(0, MAX_SHOWN).map(({ id, name, parentId }) => ({
          ...{ id, name },
          note: names.get(parentId ?? '') ?? '',
        }))}
        total={found.length}
        value={value}
        onChange={props.onChange}
      />
      <div className="flex justify-end gap-2">
        {props.anyLabel === undefined ? null : (
          <Button
            onClick={() => {
              props.onChange(null)
              onClose()
            }}
          >
            {props.anyLabel}
          </Button>
        )}
        <Button variant="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}
