'use client'

import { Lock, PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Breakable } from '@/components/ui/breakable'
import { classNames } from '@/components/ui/class-names'
import { SearchField } from '@/components/ui/search-field'
import type { ExplorerEntry } from '@/lib/domain/api/explorer'

export type MethodListProps = {
  methods: readonly ExplorerEntry[]
  chosenName: string | null
  onChoose: (name: string) => void
  className?: string
}

/** All methods by chapter, searched by name and by what they do. */
export function MethodList({ methods, chosenName, onChoose, className }: MethodListProps) {
  const t = useTranslations('explorer')
  const [sought, setSought] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const found = methods.filter((method) => matches(method, sought))
  const chapters = [...new Set(found.map(({ chapter }) => chapter))]
  return (
    <section
      aria-label={t('methods')}
      className={classNames('flex w-full shrink-0 flex-col border-line bg-panel md:border-e', className)}
    >
      <div className="p-3 pb-2">
        <SearchField
          label={t('search')}
          placeholder={t('search')}
          clearLabel={t('clearSearch')}
          value={sought}
          onChange={setSought}
          inputRef={inputRef}
        />
        <p role="status" className="px-1 pt-2 text-xs text-muted">
          {t('foundCount', { count: found.length, total: methods.length })}
        </p>
      </div>
      <div className="scrollbar-quiet min-h-0 grow overflow-y-auto pb-[calc(1rem+env(safe-area-inset-bottom))]">
        {found.length === 0 ? <p className="px-4 py-8 text-center text-muted">{t('noneFound')}</p> : null}
        {chapters.map((chapter) => (
          <section key={chapter} aria-label={chapter}>
            <h2 className="sticky top-0 bg-panel px-4 pt-3 pb-1.5 text-xs font-semibold text-muted">
              {chapter}
            </h2>
            <ul className="px-2">
              {found
                .filter((method) => method.chapter === chapter)
                .map((method) => (
                  <li key={method.name}>
                    <MethodRow method={method} isChosen={method.name === chosenName} onChoose={onChoose} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  )
}

type MethodRowProps = { method: ExplorerEntry; isChosen: boolean; onChoose: (name: string) => void }

function MethodRow({ method, isChosen, onChoose }: MethodRowProps) {
  const t = useTranslations('explorer')
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isChosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <button
      ref={ref}
      type="button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => onChoose(method.name)}
      className={ROW}
    >
      <span className="flex items-start gap-2">
        <span className="min-w-0 grow font-medium wrap-anywhere">
          <Breakable text={shortName(method.name)} />
        </span>
        {method.refusal === null ? null : <Lock aria-hidden className={ICON} />}
        {method.access === 'write' && method.refusal === null ? (
          <PenLine aria-hidden className={ICON} />
        ) : null}
        <span className="sr-only">
          {method.refusal !== null ? t('shutMark') : method.access === 'write' ? t('writeMark') : ''}
        </span>
      </span>
      <bdi lang="en" className="mt-0.5 line-clamp-2 text-sm text-muted">
        {method.summary}
      </bdi>
    </button>
  )
}

/** All of them begin alike. */
function shortName(name: string): string {
  return name.replace(/^jimi\./, '')
}

function matches({ name, summary, chapter }: ExplorerEntry, sought: string): boolean {
  const text = `${name} ${summary} ${chapter}`.toLowerCase()
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const ROW =
  'block w-full rounded px-2 py-2 text-start hover:bg-sunken aria-[current=true]:bg-accent-soft pointer-coarse:min-h-touch'
const ICON = 'mt-0.75 size-3.5 shrink-0 text-faint'
