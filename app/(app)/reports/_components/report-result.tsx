'use client'

import { FileSearch, Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useMay } from '@/lib/client/queries/people'
import type { ReportAddress, ReportView } from '@/lib/client/reports/report-address'
import type { RunState } from '@/lib/client/reports/report-run'
import { isGroupable, linesOf, plainLines } from '@/lib/client/reports/report-table'
import { type ReportWords, sortValues, useReportWords } from '@/lib/client/reports/report-words'
import { linkColumns } from '../_hooks/row-links'
import type { ReportActs } from '../_hooks/use-report-address'
import type { ReportRunView } from '../_hooks/use-report-run'
import { ExportButton } from './export-button'
import { printReport } from './print-sheet'
import { ReportCharts } from './report-charts'
import { NoteList, noteCount } from './report-notes'
import { ReportTableView } from './report-table'
import { RunNotice } from './run-notice'

export type ReportResultProps = { run: ReportRunView; address: ReportAddress; acts: ReportActs }

/** The report as it comes: progress, then table, charts and notes of one and the same answer. */
export function ReportResult({ run, address, acts }: ReportResultProps) {
  const t = useTranslations('reports')
  const words = useReportWords()
  const { state } = run
  const lines = useLines(state, address, words)
  const print = usePrint(state, lines, words)
  const links = useMemo(
    () => linkColumns(state.table, state.start?.replay ?? null),
    [state.table, state.start],
  )
  if (state.request === null) return null
  const kind = t(`kinds.${state.request.kind}.name`)
  const isEmpty = state.phase === 'done' && state.table.rows.length === 0
  return (
    <section
      aria-label={t('run.label')}
      className="flex min-h-96 shrink-0 grow flex-col border-t border-line bg-panel"
    >
      <RunNotice run={run} />
      <Announcer state={state} />
      {state.start === null ? null : (
        <Bar state={state} address={address} acts={acts} onPrint={print} isPrintable={lines.length > 0} />
      )}
      <div className="relative min-h-0 grow basis-0">
        {isEmpty && address.view !== 'notes' ? <NothingToTell state={state} /> : null}
        {!isEmpty && address.view === 'table' && state.start !== null ? (
          <ReportTableView
            key={state.table.columns.map(({ key }) => key).join()}
            state={state}
            lines={lines}
            sort={address.sort}
            onSort={acts.sort}
            words={words}
            links={links}
            label={t('table.label', { kind })}
          />
        ) : null}
        {!isEmpty && address.view === 'charts' ? <ReportCharts state={state} words={words} /> : null}
        {address.view === 'notes' ? <NoteList state={state} words={words} /> : null}
      </div>
    </section>
  )
}

/** Sorted and grouped once all rows are there; before, they stand as they come. */
function useLines(state: RunState, { sort, isGrouped }: ReportAddress, words: ReportWords): Int32Array {
  const { table, phase, version } = state
  const isRunning = phase === 'running'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is the same object while it grows.
  return useMemo(() => {
    if (isRunning) return plainLines(table)
    return linesOf(table, {
      sort,
      isGrouped: isGrouped && isGroupable(table),
      valueFor: sortValues(table, words),
    })
  }, [table, isRunning, version, sort?.key, sort?.isDescending, isGrouped, words])
}

/** Prints from the button and from the browser's own menu: all rows, not those in sight. */
function usePrint(state: RunState, lines: Int32Array, words: ReportWords): () => void {
  const t = useTranslations('reports')
  const formats = useFormats()
  const sheet = useCallback(() => {
    if (state.request === null || state.start === null) return () => undefined
    const kind = t(`kinds.${state.request.kind}.name`)
    const { fromAt, toAt, zone } = state.start
    const range =
      fromAt !== null && toAt !== null
        ? `${words.moment(Date.parse(fromAt))} – ${words.moment(Date.parse(toAt))}`
        : ''
    return printReport({
      ...{ state, lines, words, title: kind },
      facts: [range, t('print.zone', { zone: zone.replaceAll('_', ' ') })].filter((fact) => fact !== ''),
      subtotal: t('table.subtotal'),
      total: t('table.total'),
      cut: (limit, rows) => t('print.cut', { limit: formats.number(limit), rows: formats.number(rows) }),
    })
  }, [state, lines, words, t, formats])
  useEffect(() => {
    let remove = () => {}
    const before = () => {
      remove = sheet()
    }
    const after = () => remove()
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
      remove()
    }
  }, [sheet])
  return () => window.print()
}

/** What is shown and how, and what can be done with it. */
function Bar({
  state,
  address,
  acts,
  onPrint,
  isPrintable,
}: {
  state: RunState
  address: ReportAddress
  acts: ReportActs
  onPrint: () => void
  isPrintable: boolean
}) {
  const t = useTranslations('reports')
  const formats = useFormats()
  const mayExport = useMay('export')
  const notes = noteCount(state)
  const count = state.table.rows.length
  const viewWords = (view: ReportView) =>
    view === 'notes' && notes > 0 ? t('views.notesCount', { count: notes }) : t(`views.${view}`)
  const canGroup = useGroupable(state)
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2">
      <fieldset className="flex gap-1">
        <legend className="sr-only">{t('views.label')}</legend>
        {(['table', 'charts', 'notes'] as const).map((view) => (
          <Button key={view} size="sm" aria-pressed={address.view === view} onClick={() => acts.show(view)}>
            {viewWords(view)}
          </Button>
        ))}
      </fieldset>
      {address.view === 'table' && canGroup ? (
        <label className="flex min-h-6 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={address.isGrouped}
            onChange={(event) => acts.group(event.target.checked)}
            className="size-4 accent-accent"
          />
          {t('table.group')}
        </label>
      ) : null}
      <span className="grow text-sm text-muted max-sm:hidden">
        {state.phase === 'running' ? null : t('run.rows', { count, shown: formats.number(count) })}
        {state.finishedAtMs === null || state.phase !== 'done'
          ? null
          : ` · ${t('run.made', { at: formats.time(state.finishedAtMs) })}`}
      </span>
      <span className="flex gap-1.5 max-sm:grow max-sm:justify-end">
        <Button size="sm" disabled={!isPrintable || state.phase === 'running'} onClick={onPrint}>
          <Printer aria-hidden className="size-4" />
          <span className="max-lg:sr-only">{t('print.do')}</span>
        </Button>
        {mayExport ? <ExportButton state={state} /> : null}
      </span>
    </div>
  )
}

function useGroupable({ table, phase }: RunState): boolean {
  return useMemo(() => phase !== 'running' && isGroupable(table), [table, phase])
}

function NothingToTell({ state }: { state: RunState }) {
  const t = useTranslations('reports.run')
  const mayFill = state.problems.some(({ code }) => code === 'not_asked') && state.request?.fill === false
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-1 overflow-auto p-6 text-center">
      <FileSearch aria-hidden className="mb-2 size-8 text-faint" strokeWidth={1.5} />
      <h2 className="text-base font-semibold">{t('emptyTitle')}</h2>
      <p className="max-w-md text-sm text-muted">{t('emptyBody')}</p>
      {mayFill ? <p className="max-w-md text-sm text-muted">{t('emptyHint')}</p> : null}
    </div>
  )
}

/** Says aloud that a report has ended; what it says while it runs would never stop. */
function Announcer({ state }: { state: RunState }) {
  const t = useTranslations('reports.run')
  const formats = useFormats()
  const [isHeard, setHeard] = useState(false)
  const count = state.table.rows.length
  const { phase } = state
  useEffect(() => setHeard(phase === 'done'), [phase])
  return (
    <p role="status" className="sr-only">
      {isHeard ? t('done', { rows: t('rows', { count, shown: formats.number(count) }) }) : ''}
    </p>
  )
}
