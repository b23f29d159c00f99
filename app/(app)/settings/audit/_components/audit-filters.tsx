'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { AuditFilter } from '@/lib/domain/api/audit'
import { useAuditWords } from './use-audit-words'

export type AuditFiltersProps = {
  people: readonly { id: string; name: string }[]
  onFind: (filter: AuditFilter) => void
}

type Typed = { actor: string; action: string; search: string; from: string; to: string }

const NOTHING: Typed = { actor: '', action: '', search: '', from: '', to: '' }

/** Who, what, words and time. Times are typed on the clock of whoever types them. */
export function AuditFilters({ people, onFind }: AuditFiltersProps) {
  const t = useTranslations('audit')
  const { areas } = useAuditWords()
  const [typed, setTyped] = useState(NOTHING)
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFind(filterOf(typed))
  }
  return (
    <form
      onSubmit={submit}
      className="grid grid-cols-2 gap-3 px-4 pb-4 max-sm:[&>:nth-child(n+3)]:col-span-2 lg:grid-cols-5"
    >
      <Labelled label={t('who')}>
        {(id) => (
          <select
            id={id}
            value={typed.actor}
            onChange={(event) => set({ actor: event.target.value })}
            className={FIELD}
          >
            <option value="">{t('anybody')}</option>
            <option value="system">{t('system')}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={t('action')}>
        {(id) => (
          <select
            id={id}
            value={typed.action}
            onChange={(event) => set({ action: event.target.value })}
            className={FIELD}
          >
            <option value="">{t('anyAction')}</option>
            {areas.map(({ noun, words, actions }) => (
              <optgroup key={noun} label={words}>
                <option value={`${noun}.`}>{words}</option>
                {actions.map((each) => (
                  <option key={each.action} value={each.action}>
                    {each.words}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={t('target')}>
        {(id) => (
          <input
            id={id}
            type="search"
            maxLength={200}
            value={typed.search}
            onChange={(event) => set({ search: event.target.value })}
            className={FIELD}
          />
        )}
      </Labelled>
      {(['from', 'to'] as const).map((side) => (
        <Labelled key={side} label={t(side)}>
          {(id) => (
            <input
              id={id}
              type="datetime-local"
              value={typed[side]}
              onChange={(event) => set({ [side]: event.target.value })}
              className={FIELD}
            />
          )}
        </Labelled>
      ))}
      <Button type="submit" variant="primary" className="w-fit">
        {t('apply')}
      </Button>
    </form>
  )
}

function filterOf({ actor, action, search, from, to }: Typed): AuditFilter {
  const instant = (text: string) => {
    const ms = Date.parse(text)
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
  }
  return {
    ...(actor === '' ? {} : { actor }),
    ...(action === '' ? {} : { action }),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    from: instant(from),
    to: instant(to),
  }
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2 text-base text-ink hover:border-ink ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
