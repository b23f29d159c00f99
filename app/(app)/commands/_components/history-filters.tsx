'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { COMMAND_STATES } from '@/lib/domain/command'
import type { CommandAddress } from '../_hooks/command-address'
import { stopAction } from '../actions'

const TYPING_PAUSE_MS = 400

/** Which commands are listed. What is chosen stands in the address. */
export function HistoryFilters({
  address: { filter },
  onGo,
}: {
  address: CommandAddress
  onGo: (change: Partial<CommandAddress>) => void
}) {
  const t = useTranslations('commands.history')
  const tStates = useTranslations('commands.states')
  const [text, setText] = useState(filter.search ?? '')
  const searchRef = useRef<HTMLInputElement>(null)
  const go = useRef(onGo)
  go.current = onGo
  const current = useRef(filter)
  current.current = filter
  useEffect(() => {
    if ((current.current.search ?? '') === text) return
    const timer = setTimeout(
      () => go.current({ filter: { ...current.current, search: text || undefined } }),
      TYPING_PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
        className="min-w-48 grow"
      />
      <select
        aria-label={t('state')}
        value={filter.state ?? ''}
        onChange={(event) =>
          onGo({ filter: { ...filter, state: COMMAND_STATES.find((state) => state === event.target.value) } })
        }
        className="h-9 w-40 rounded border border-line-strong bg-panel px-2 text-sm max-sm:w-full pointer-coarse:h-touch pointer-coarse:text-lg"
      >
        <option value="">{t('allStates')}</option>
        {COMMAND_STATES.map((state) => (
          <option key={state} value={state}>
            {tStates(state)}
          </option>
        ))}
      </select>
      {filter.batchId === undefined ? null : (
        <BatchBar batchId={filter.batchId} onLeave={() => onGo({ filter: {} })} />
      )}
    </div>
  )
}

/** Only one batch is listed: it can be stopped, or left. */
function BatchBar({ batchId, onLeave }: { batchId: string; onLeave: () => void }) {
  const t = useTranslations('commands.history')
  const [stopped, setStopped] = useState<number | 'failed' | null>(null)
  const [isBusy, startTransition] = useTransition()
  const stop = () =>
    startTransition(async () => {
      const answer = await stopAction(batchId).catch(() => null)
      setStopped(answer?.kind === 'stopped' ? answer.count : 'failed')
    })
  return (
    <div className="flex w-full flex-wrap items-center gap-2 rounded bg-sunken px-3 py-1.5 text-sm">
      <span className="grow font-medium">{t('batch')}</span>
      <span role="status" className="text-muted empty:hidden">
        {stopped === null ? null : stopped === 'failed' ? t('stopFailed') : t('stopped', { count: stopped })}
      </span>
      <Button size="sm" disabled={isBusy} onClick={stop}>
        {t('stop')}
      </Button>
      <Button size="sm" variant="quiet" onClick={onLeave}>
        {t('allBatches')}
      </Button>
    </div>
  )
}
