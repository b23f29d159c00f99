'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { SearchField } from '@/components/ui/search-field'
import { foldText, searchTerms } from '@/lib/client/search-text'

/** More nobody reads; who does not find theirs types on. */
const MAX_SHOWN = 60

/** `depth` sets a row in, as the child of one above. */
export type PickOption = { id: string; name: string; detail: string; depth?: number; search?: string }

export type PickListProps = {
  searchLabel: string
  options: readonly PickOption[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** More cannot be chosen. */
  most?: number
}

/** Many of a long list, found by typing. Those chosen when it opened come first. */
export function PickList({
  searchLabel,
  options,
  chosen,
  onChange,
  most = Number.POSITIVE_INFINITY,
}: PickListProps) {
  const t = useTranslations('reports.vehicles')
  const [text, setText] = useState('')
  const [first] = useState(chosen)
  const searchRef = useRef<HTMLInputElement>(null)
  const { rows, more } = useMatches(options, useDeferredValue(text), first)
  const isFull = chosen.length >= most
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <SearchField
        label={searchLabel}
        placeholder={searchLabel}
        clearLabel={t('clear')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
      />
      <ul className="scrollbar-quiet -mx-2 h-72 overflow-y-auto">
        {rows.map(({ id, name, detail, depth = 0 }) => (
          <li key={id}>
            <label className={ROW} style={{ paddingInlineStart: `${0.5 + depth * 1.25}rem` }}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                disabled={isFull && !chosen.includes(id)}
                onChange={() =>
                  onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
                }
                className="size-4 shrink-0 accent-accent"
              />
              <bdi className="min-w-0 grow truncate">{name}</bdi>
              <bdi className="shrink-0 text-muted tabular-nums">{detail}</bdi>
            </label>
          </li>
        ))}
        {rows.length === 0 ? <li className="px-2 py-6 text-center text-muted">{t('nothing')}</li> : null}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {isFull ? t('full', { most }) : null}
        {!isFull && more > 0 ? t('more', { count: more }) : null}
      </p>
    </div>
  )
}

const ROW =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded pe-2 text-sm hover:bg-sunken has-disabled:cursor-default ' +
  'has-disabled:opacity-60 pointer-coarse:h-touch'

function useMatches(options: readonly PickOption[], text: string, first: readonly string[]) {
  const folded = useMemo(
    () =>
      options.map((option) => ({
        option,
        search: option.search ?? foldText(`${option.name} ${option.detail}`),
      })),
    [options],
  )
  return useMemo(() => {
    const terms = searchTerms(text)
    const found = folded
      .filter(({ search }) => terms.every((term) => search.includes(term)))
      .map(({ option }) => option)
    // Found ones stand by themselves, without those above them; a tree keeps its order.
    const isTree = terms.length === 0 && found.some(({ depth = 0 }) => depth > 0)
    const isFirst = new Set(isTree ? [] : first)
    const sorted = [
      ...found.filter(({ id }) => isFirst.has(id)),
      ...found.filter(({ id }) => !isFirst.has(id)),
    ].map((option) => (terms.length > 0 ? { ...option, depth: 0 } : option))
    return { rows: sorted.slice(0, MAX_SHOWN), more: Math.max(0, sorted.length - MAX_SHOWN) }
  }, [folded, text, first])
}
