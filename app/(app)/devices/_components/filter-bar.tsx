'use client'

import { ListFilter, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import { useIsPhone } from '@/lib/client/use-is-phone'
import { useTypedText } from '@/lib/client/use-typed-text'
import {
  ALL_DEVICES,
  countFilters,
  type DeviceFilter,
  type DeviceSort,
  MAX_FILTER_TEXT,
} from '@/lib/domain/device-table'
import { FilterFields, SortFields } from './filter-fields'

export type FilterBarProps = {
  filter: DeviceFilter
  onChange: (part: Partial<DeviceFilter>) => void
  /** A phone has no heads of columns to sort by. */
  sort: DeviceSort
  onSort: (sort: DeviceSort) => void
}

/** What narrows the table: words always at hand, the rest behind a button, on phones in a sheet. */
export function FilterBar({ filter, onChange, sort, onSort }: FilterBarProps) {
  const t = useTranslations('devices.filters')
  const isPhone = useIsPhone()
  const count = countFilters(filter)
  const [isFolded, setFolded] = useState(count === 0)
  const [isSheet, setSheet] = useState(false)
  const isOpen = isPhone ? isSheet : !isFolded
  const [text, setText] = useTypedText(filter.q, (q) => onChange({ q }))
  const inputRef = useRef<HTMLInputElement>(null)
  const clear = () => {
    setText('')
    onChange(ALL_DEVICES)
  }
  const isNarrowed = count > 0 || filter.q !== ''
  return (
    <div className="space-y-2">
      <div className="flex items-center gap-2">
        <SearchField
          label={t('search')}
          placeholder={t('search')}
          clearLabel={t('clearSearch')}
          value={text}
          maxLength={MAX_FILTER_TEXT}
          onChange={setText}
          inputRef={inputRef}
          className="min-w-0 grow"
        />
        <Button
          className="h-9"
          aria-expanded={isOpen}
          aria-pressed={count > 0}
          aria-haspopup={isPhone ? 'dialog' : undefined}
          onClick={() => (isPhone ? setSheet(true) : setFolded(!isFolded))}
        >
          <ListFilter aria-hidden className="size-4" />
          {count > 0 ? t('openCount', { count }) : t('open')}
        </Button>
        {isNarrowed ? (
          <Button variant="quiet" className="h-9 max-md:hidden" onClick={clear}>
            <X aria-hidden className="size-4" />
            {t('clear')}
          </Button>
        ) : null}
      </div>
      {isOpen && !isPhone ? (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2">
          <FilterFields filter={filter} onChange={onChange} />
        </div>
      ) : null}
      {isOpen && isPhone ? (
        <Dialog title={t('title')} onClose={() => setSheet(false)} className={SHEET}>
          <div className="grid grid-cols-1 gap-3">
            <SortFields sort={sort} onSort={onSort} />
            <FilterFields filter={filter} onChange={onChange} />
          </div>
          <div className="flex gap-2">
            {isNarrowed ? (
              <Button className="grow" onClick={clear}>
                {t('clear')}
              </Button>
            ) : null}
            <Button variant="primary" className="grow" onClick={() => setSheet(false)}>
              {t('done')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}

const SHEET = 'mb-0! w-full! max-w-full! rounded-b-none!'
