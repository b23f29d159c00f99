'use client'

import { Car, ListFilter, Shapes, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { useTypedText } from '@/lib/client/use-typed-text'
import { ALARM_GROUPINGS, MAX_SEARCH_CHARS } from '@/lib/domain/alarm-inbox-limits'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import type { AlarmStart } from '@/lib/domain/api/alarm-inbox'
import { type AlarmAddress, isNarrowed, SPAN_NAMES, WIDE } from '../_hooks/alarm-address'
import type { ChangeAddress } from '../_hooks/use-alarm-address'
import { GroupPicker } from './group-picker'
import { SpanFields } from './span-fields'

export type FilterBarProps = {
  address: AlarmAddress
  change: ChangeAddress
  start: AlarmStart | undefined
  openedAt: string
  searchRef: RefObject<HTMLInputElement | null>
}

const OWN = 'own'

/** What narrows the list: words always at hand, the rest behind a button. */
export function FilterBar({ address, change, start, openedAt, searchRef }: FilterBarProps) {
  const t = useTranslations('alarmInbox')
  const [isOpen, setOpen] = useState(() => isNarrowed({ ...address, q: '' }) || address.group !== null)
  // What is too long is not asked for: it stays as it is typed, and the list as it was.
  const isTooLong = (q: string) => q.trim().length > MAX_SEARCH_CHARS
  const [text, setText] = useTypedText(address.q, (q) => isTooLong(q) || change({ q }))
  const problemId = useId()
  return (
    <div className="space-y-2">
      <div className="flex items-center gap-2">
        <SearchField
          label={t('search')}
          placeholder={t('search')}
          clearLabel={t('clearSearch')}
          shortcut="/"
          value={text}
          onChange={setText}
          inputRef={searchRef}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && text === '' && currentTarget.blur()}
          aria-invalid={isTooLong(text)}
          aria-describedby={isTooLong(text) ? problemId : undefined}
          className="min-w-0 grow"
        />
        <Button className="h-9" aria-expanded={isOpen} aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
          <ListFilter aria-hidden className="size-4" />
          {t('filters')}
        </Button>
      </div>
      {isTooLong(text) ? (
        <p id={problemId} role="alert" className="text-xs text-danger">
          {t('searchTooLong', { most: MAX_SEARCH_CHARS })}
        </p>
      ) : null}
      {isOpen ? (
        <Choices
          address={address}
          change={change}
          start={start}
          openedAt={openedAt}
          onClear={() => setText('')}
        />
      ) : null}
    </div>
  )
}

type ChoicesProps = Omit<FilterBarProps, 'searchRef'> & { onClear: () => void }

function Choices({ address, change, start, openedAt, onClear }: ChoicesProps) {
  const t = useTranslations('alarmInbox')
  const tAlarms = useTranslations('alarms')
  const [picker, setPicker] = useState<'vehicle' | 'kind' | null>(null)
  const { severities, who, span, from, to, group } = address
  const [isOwn, setOwn] = useState(from !== null || to !== null)
  const pickSpan = (value: string) => {
    setOwn(value === OWN)
    const next = SPAN_NAMES.find((one) => one === value) ?? null
    change({ span: next, from: null, to: null })
  }
  return (
    <div className="grid grid-cols-2 gap-2">
      <select
        aria-label={t('severity')}
        value={severities.join(',')}
        onChange={({ target }) =>
          change({ severities: ALARM_SEVERITIES.filter((one) => target.value.split(',').includes(one)) })
        }
        className={SELECT}
      >
        <option value="">{t('anySeverity')}</option>
        {SEVERITY_CHOICES.map((choice) => (
          <option key={choice.join()} value={choice.join(',')}>
            {choice.map((one) => tAlarms(`severity.${one}`)).join(' + ')}
          </option>
        ))}
      </select>
      <select
        aria-label={t('who')}
        value={who ?? ''}
        onChange={({ target }) => change({ who: target.value || null })}
        className={SELECT}
      >
        <option value="">{t('anybody')}</option>
        <option value="me">{t('me')}</option>
        <option value="nobody">{t('nobody')}</option>
        {start?.people
          .filter(({ id }) => id !== start.me)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
      <select
        aria-label={t('span')}
        value={isOwn ? OWN : (span ?? '')}
        onChange={({ target }) => pickSpan(target.value)}
        className={SELECT}
      >
        <option value="">{t('anyTime')}</option>
        {SPAN_NAMES.map((one) => (
          <option key={one} value={one}>
            {t(`spans.${one}`)}
          </option>
        ))}
        <option value={OWN}>{t('ownSpan')}</option>
      </select>
      <select
        aria-label={t('groupBy')}
        value={group ?? ''}
        onChange={({ target }) =>
          change({ group: ALARM_GROUPINGS.find((one) => one === target.value) ?? null, alarmId: null })
        }
        className={SELECT}
      >
        <option value="">{t('noGroups')}</option>
        {ALARM_GROUPINGS.map((one) => (
          <option key={one} value={one}>
            {t(`groups.${one}`)}
          </option>
        ))}
      </select>
      {isOwn ? <SpanFields from={from} to={to} onChange={change} /> : null}
      <Button
        className="h-9 justify-start!"
        aria-pressed={address.deviceIds.length > 0}
        onClick={() => setPicker('vehicle')}
      >
        <Car aria-hidden className="size-4 shrink-0" />
        {address.deviceIds.length > 0 ? t('vehicles', { count: address.deviceIds.length }) : t('anyVehicle')}
      </Button>
      <Button
        className="h-9 justify-start!"
        aria-pressed={address.kinds.length > 0}
        onClick={() => setPicker('kind')}
      >
        <Shapes aria-hidden className="size-4 shrink-0" />
        {address.kinds.length > 0 ? t('kinds', { count: address.kinds.length }) : t('anyKind')}
      </Button>
      <label className="flex h-9 items-center gap-2 text-sm text-ink pointer-coarse:h-touch">
        <input
          type="checkbox"
          checked={address.isUnread}
          onChange={({ target }) => change({ isUnread: target.checked })}
          className="size-4 accent-accent"
        />
        {t('onlyUnread')}
      </label>
      {isNarrowed(address) ? (
        <Button
          variant="quiet"
          className="h-9 justify-start!"
          onClick={() => {
            onClear()
            setOwn(false)
            change(WIDE)
          }}
        >
          <X aria-hidden className="size-4" />
          {t('clear')}
        </Button>
      ) : null}
      {picker !== null ? (
        <GroupPicker
          by={picker}
          asOf={openedAt}
          chosen={picker === 'vehicle' ? address.deviceIds : address.kinds}
          onChoose={(keys) => {
            change(picker === 'vehicle' ? { deviceIds: keys } : { kinds: keys })
            setPicker(null)
          }}
          onClose={() => setPicker(null)}
        />
      ) : null}
    </div>
  )
}

const SEVERITY_CHOICES = [['critical'], ['critical', 'warning'], ['warning'], ['info']] as const

const SELECT =
  'h-9 min-w-0 rounded border border-line-strong bg-panel px-2 text-sm text-ink pointer-coarse:h-touch pointer-coarse:text-lg'
