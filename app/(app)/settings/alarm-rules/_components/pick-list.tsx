'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { foldText, searchTerms } from '@/lib/client/search-text'
import { Field } from './field'

export type PickOption = {
  id: string
  label: string
  detail?: string
  /** Found by it too, but not shown. */
  alias?: string
}

export type PickListProps = {
  /** What is looked for: the label of the search field. */
  label: string
  options: readonly PickOption[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

/** More than these are found by typing. */
const MAX_SHOWN = 60
/** Fewer than these are seen at a glance. */
const SEARCHED_FROM = 8

/**
 * Some of many, ticked one by one: those that are chosen stand first, the others are found by typing. What is chosen and no
 * longer there can be unticked.
 */
export function PickList({ label, options, chosen, onChange }: PickListProps) {
  const t = useTranslations('notify.form')
  const [typed, setTyped] = useState('')
  const all = useMemo(() => [...goneOf(chosen, options, t), ...options], [chosen, options, t])
  // Which stand first is settled when the search changes, so that nothing jumps under the pointer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const first = useMemo(() => new Set(chosen), [typed, options])
  const terms = searchTerms(typed)
  const isChosen = new Set(chosen)
  const found = all.filter(({ label: name, detail = '', alias = '' }) => {
    const text = foldText(`${name} ${detail} ${alias}`)
    return terms.every((term) => text.includes(term))
  })
  const shown = found
    .toSorted((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)))
    .slice(0, MAX_SHOWN)
  const toggle = (id: string) =>
    onChange(isChosen.has(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <div className="space-y-2">
      {options.length >= SEARCHED_FROM ? (
        <Field
          label={label}
          type="search"
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      {shown.length > 0 ? (
        <ul
          aria-label={label}
          className="max-h-52 divide-y divide-line overflow-y-auto rounded border border-line scrollbar-quiet"
        >
          {shown.map(({ id, label: name, detail }) => (
            <li key={id}>
              <label className="flex min-h-8 items-center gap-2 px-2 py-1 text-sm hover:bg-sunken pointer-coarse:min-h-touch">
                <input
                  type="checkbox"
                  checked={isChosen.has(id)}
                  onChange={() => toggle(id)}
                  className="size-4 shrink-0 accent-accent"
                />
                <bdi className="min-w-0 grow truncate">{name}</bdi>
                {detail ? <bdi className="min-w-0 shrink-0 truncate text-muted">{detail}</bdi> : null}
              </label>
            </li>
          ))}
        </ul>
      ) : null}
      {found.length > shown.length ? <p className="text-sm text-muted">{t('more')}</p> : null}
      {found.length === 0 ? <p className="text-sm text-muted">{t('nothing')}</p> : null}
    </div>
  )
}

/** What was chosen and is not offered any more can still be taken out. */
function goneOf(
  chosen: readonly string[],
  options: readonly PickOption[],
  t: (key: 'gone', values: { id: string }) => string,
): PickOption[] {
  const known = new Set(options.map(({ id }) => id))
  return chosen.filter((id) => !known.has(id)).map((id) => ({ id, label: t('gone', { id: id.slice(0, 8) }) }))
}
