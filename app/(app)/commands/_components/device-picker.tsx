'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import type { RosterEntry } from './use-roster-entries'

/** More nobody reads; who does not find theirs types on. */
const MAX_SHOWN = 60
const MAX_CHOSEN = 500

export type DevicePickerProps = {
  entries: readonly RosterEntry[]
  chosen: readonly string[]
  onChoose: (ids: string[]) => void
  onClose: () => void
}

/** Vehicles of the roster, found by name, plate or IMEI. */
export function DevicePicker({ entries, chosen, onChoose, onClose }: DevicePickerProps) {
  const t = useTranslations('commands.devices')
  const [ids, setIds] = useState<readonly string[]>(chosen)
  const [text, setText] = useState('')
  const searchRef = useRef<HTMLInputElement>(null)
  const { rows, more } = useMatches(entries, { text: useDeferredValue(text), chosen })
  return (
    <Dialog title={t('dialog')} onClose={onClose} className="w-[min(28rem,calc(100vw-2rem))]!">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
      />
      <ul className="scrollbar-quiet -mx-2 h-80 overflow-y-auto">
        {rows.map(({ id, name, detail }) => (
          <li key={id}>
            <label className={ROW}>
              <input
                type="checkbox"
                checked={ids.includes(id)}
                disabled={ids.length >= MAX_CHOSEN && !ids.includes(id)}
                onChange={() => setIds(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])}
                className="size-4 shrink-0 accent-accent"
              />
              <bdi className="min-w-0 grow truncate">{name}</bdi>
              <bdi className="shrink-0 text-muted tabular-nums">{detail}</bdi>
            </label>
          </li>
        ))}
        {rows.length === 0 ? <li className="px-2 py-6 text-center text-muted">{t('nothing')}</li> : null}
      </ul>
      <p role="status" className="text-sm text-muted">
        {t('chosen', { count: ids.length })} {more > 0 ? t('more', { count: more }) : null}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" onClick={() => onChoose([...ids])}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  )
}

const ROW =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded px-2 text-sm hover:bg-sunken has-disabled:cursor-default ' +
  'has-disabled:opacity-60 pointer-coarse:h-touch'

/** Those chosen when it opened come first. */
function useMatches(
  entries: readonly RosterEntry[],
  { text, chosen }: { text: string; chosen: readonly string[] },
): { rows: RosterEntry[]; more: number } {
  return useMemo(() => {
    const terms = text.toLowerCase().split(/\s+/)
    const first = new Set(chosen)
    const found = entries.filter(({ search }) => terms.every((term) => search.includes(term)))
    const rows = [...found.filter(({ id }) => first.has(id)), ...found.filter(({ id }) => !first.has(id))]
    return { rows: rows.slice(0, MAX_SHOWN), more: Math.max(0, rows.length - MAX_SHOWN) }
  }, [entries, text, chosen])
}
