'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { useTypedText } from '@/lib/client/use-typed-text'
import { SHARE_STANDINGS, type ShareFilter } from '@/lib/domain/api/share'

const STANDINGS = [undefined, ...SHARE_STANDINGS] as const

type Props = { filter: ShareFilter; onChange: (part: ShareFilter) => void; seesOthers: boolean }

/** Which links are listed; it stands in the address. */
export function LinkFilters({ filter, onChange, seesOthers }: Props) {
  const t = useTranslations('share.list')
  const [text, setText] = useTypedText(filter.q ?? '', (q) => onChange({ q }))
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={text}
        maxLength={100}
        onChange={setText}
        inputRef={inputRef}
        className="grow sm:max-w-72"
      />
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t('standing')}</legend>
        {STANDINGS.map((standing) => (
          <Button
            key={standing ?? 'all'}
            size="sm"
            aria-pressed={filter.standing === standing}
            onClick={() => onChange({ standing })}
          >
            {t(`standings.${standing ?? 'all'}`)}
          </Button>
        ))}
        {seesOthers ? (
          <Button
            size="sm"
            aria-pressed={filter.own === '1'}
            onClick={() => onChange({ own: filter.own ? undefined : '1' })}
          >
            {t('ownOnly')}
          </Button>
        ) : null}
      </fieldset>
    </div>
  )
}
