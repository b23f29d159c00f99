'use client'

import { useTranslations } from 'next-intl'
import { useDeviceChoices } from '@/lib/client/queries/device-table'
import { DEVICE_COLUMNS, EXPIRY_WINDOWS } from '@/lib/domain/device-table'
import { DEVICE_KINDS, VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { AccountField } from './account-field'
import { SelectField } from './field'
import type { FilterBarProps } from './filter-bar'

const SILENT_HOURS = [1, 6, 24, 48, 168, 720]
/** What a list shows when an address names several of its options. No name begins with a blank. */
const SEVERAL = ' several'
/** An option's value cannot tell "none" from "any", as both would be empty. */
const NONE = ' none'

/** Each thing a table can be narrowed by. */
export function FilterFields({ filter, onChange }: Pick<FilterBarProps, 'filter' | 'onChange'>) {
  const t = useTranslations('devices.filters')
  const tWords = useTranslations('devices.words')
  const choices = useDeviceChoices()
  const { accounts = [], groups = [], models = [] } = choices.data ?? {}
  const silent = filter.silentHours
  const hours = silent === null || SILENT_HOURS.includes(silent) ? SILENT_HOURS : [...SILENT_HOURS, silent]
  return (
    <>
      <AccountField
        label={t('account')}
        anyLabel={t('anyAccount')}
        accounts={accounts}
        value={filter.accountId}
        onChange={(accountId: string | null) => onChange({ accountId })}
        hint={choices.isError ? t('choicesFailed') : undefined}
      />
      <ListField
        label={t('group')}
        anyLabel={t('anyGroup')}
        values={filter.groups}
        options={[
          { value: '', label: t('noGroup') },
          ...groups.map(({ name, deviceCount }) => ({ value: name, label: `${name} (${deviceCount})` })),
        ]}
        onChange={(next) => onChange({ groups: next })}
      />
      <ListField
        label={t('status')}
        anyLabel={t('anyStatus')}
        values={filter.statuses}
        options={VEHICLE_STATUSES.map((value) => ({ value, label: tWords(value) }))}
        onChange={(next) => onChange({ statuses: VEHICLE_STATUSES.filter((each) => next.includes(each)) })}
      />
      <ListField
        label={t('model')}
        anyLabel={t('anyModel')}
        values={filter.models}
        options={models.map(({ name, deviceCount }) => ({ value: name, label: `${name} (${deviceCount})` }))}
        onChange={(next) => onChange({ models: next })}
      />
      <ListField
        label={t('kind')}
        anyLabel={t('anyKind')}
        values={filter.kinds}
        options={DEVICE_KINDS.map((value) => ({ value, label: tWords(value) }))}
        onChange={(next) => onChange({ kinds: DEVICE_KINDS.filter((each) => next.includes(each)) })}
      />
      <SelectField
        label={t('expiring')}
        value={filter.expiring ?? ''}
        onChange={({ target }) =>
          onChange({ expiring: EXPIRY_WINDOWS.find((window) => window === target.value) ?? null })
        }
      >
        <option value="">{t('anyExpiry')}</option>
        {EXPIRY_WINDOWS.map((window) => (
          <option key={window} value={window}>
            {window === 'expired' ? t('expired') : t('within', { days: window })}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('silent')}
        value={silent ?? ''}
        onChange={({ target }) =>
          onChange({ silentHours: target.value === '' ? null : Number(target.value) })
        }
      >
        <option value="">{t('anySilent')}</option>
        {hours.map((value) => (
          <option key={value} value={value}>
            {value % 24 === 0 && value > 24
              ? t('silentDays', { days: value / 24 })
              : t('silentFor', { hours: value })}
          </option>
        ))}
      </SelectField>
      <YesNoField
        label={t('online')}
        words={{ any: t('anyOnline'), yes: t('isOnline'), no: t('isOffline') }}
        value={filter.online}
        onChange={(online) => onChange({ online })}
      />
      <YesNoField
        label={t('enabled')}
        words={{ any: t('anyEnabled'), yes: t('yes'), no: t('no') }}
        value={filter.enabled}
        onChange={(enabled) => onChange({ enabled })}
      />
    </>
  )
}

/** What the table is sorted by, and which way. */
export function SortFields({ sort, onSort }: Pick<FilterBarProps, 'sort' | 'onSort'>) {
  const t = useTranslations('devices.table')
  const tColumns = useTranslations('devices.columns')
  return (
    <div className="grid grid-cols-2 gap-2">
      <SelectField
        label={t('sortBy')}
        value={sort.key}
        onChange={({ target }) =>
          onSort({ ...sort, key: DEVICE_COLUMNS.find((key) => key === target.value) ?? sort.key })
        }
      >
        {DEVICE_COLUMNS.map((key) => (
          <option key={key} value={key}>
            {tColumns(key)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('order')}
        value={sort.isDescending ? 'descending' : 'ascending'}
        onChange={({ target }) => onSort({ ...sort, isDescending: target.value === 'descending' })}
      >
        <option value="ascending">{t('ascending')}</option>
        <option value="descending">{t('descending')}</option>
      </SelectField>
    </div>
  )
}

type YesNoFieldProps = {
  label: string
  words: { any: string; yes: string; no: string }
  value: boolean | null
  onChange: (value: boolean | null) => void
}

function YesNoField({ label, words, value, onChange }: YesNoFieldProps) {
  return (
    <SelectField
      label={label}
      value={value === null ? '' : value ? 'yes' : 'no'}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value === 'yes')}
    >
      <option value="">{words.any}</option>
      <option value="yes">{words.yes}</option>
      <option value="no">{words.no}</option>
    </SelectField>
  )
}

type ListFieldProps = {
  label: string
  anyLabel: string
  values: readonly string[]
  options: readonly { value: string; label: string }[]
  onChange: (values: string[]) => void
}

/** One of a list; an address may name several, which are then said to be so. */
function ListField({ label, anyLabel, values, options, onChange }: ListFieldProps) {
  const t = useTranslations('devices.filters')
  const [first] = values
  const isKnown = options.some(({ value }) => value === first)
  const shown = values.length > 1 ? SEVERAL : first === undefined ? '' : first === '' ? NONE : first
  return (
    <SelectField
      label={label}
      value={shown}
      onChange={({ target }) => {
        if (target.value === '') onChange([])
        else if (target.value !== SEVERAL) onChange([target.value === NONE ? '' : target.value])
      }}
    >
      <option value="">{anyLabel}</option>
      {values.length > 1 ? <option value={SEVERAL}>{t('several', { count: values.length })}</option> : null}
      {first !== undefined && !isKnown && values.length === 1 ? <option value={first}>{first}</option> : null}
      {options.map(({ value, label: text }) => (
        <option key={value} value={value === '' ? NONE : value}>
          {text}
        </option>
      ))}
    </SelectField>
  )
}
