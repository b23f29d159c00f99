'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { RunState } from '@/lib/client/reports/report-run'
import { nameOf, type ReportWords } from '@/lib/client/reports/report-words'
import type { VehicleProblem } from '@/lib/domain/api/report-table'

/** More names nobody reads. */
const MAX_NAMES = 200

/** How many things there are to say beside the rows. */
export function noteCount({ problems, notices }: RunState): number {
  return notices.length + new Set(problems.map(({ code }) => code)).size
}

/** What holds for the report as a whole, and what is missing of which vehicles. */
export function NoteList({ state, words }: { state: RunState; words: ReportWords }) {
  const t = useTranslations('reports.notes')
  const tFiles = useTranslations('reportFiles')
  const formats = useFormats()
  const codes = [...new Set(state.problems.map(({ code }) => code))]
  if (noteCount(state) === 0) return <p className="p-6 text-center text-sm text-muted">{t('none')}</p>
  return (
    <div className="scrollbar-quiet absolute inset-0 space-y-5 overflow-auto p-4 text-sm">
      {state.notices.length === 0 ? null : (
        <section>
          <h2 className="mb-1 font-semibold">{t('notices')}</h2>
          <ul className="list-disc space-y-1 ps-5">
            {state.notices.map(({ code, count, limit }) => (
              <li key={code}>{tFiles(`notices.${code}`, { count: count ?? 0, limit: limit ?? 0 })}</li>
            ))}
          </ul>
        </section>
      )}
      {codes.length === 0 ? null : (
        <section>
          <h2 className="mb-2 font-semibold">{t('problems')}</h2>
          <ul className="space-y-3">
            {codes.map((code) => (
              <ProblemList key={code} code={code} state={state} words={words} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )

  function ProblemList({ code }: { code: VehicleProblem; state: RunState; words: ReportWords }) {
    const all = state.problems.filter((problem) => problem.code === code)
    const shown = all.slice(0, MAX_NAMES)
    return (
      <li>
        <p className="text-xs font-medium text-muted">{t('vehicles', { count: all.length })}</p>
        <ul className="mt-1 divide-y divide-line rounded border border-line">
          {shown.map(({ vehicleId, sec, message }) => (
            <li key={`${vehicleId} ${message}`} className="flex flex-wrap gap-x-3 px-3 py-1.5">
              <bdi className="min-w-40 font-medium">
                {nameOf(state.table.vehicles[state.table.indexOfId.get(vehicleId) ?? -1])}
              </bdi>
              <span className="min-w-0 grow basis-64 text-muted">
                {tFiles(`problems.${code}`, {
                  time: sec === null ? '?' : words.duration(sec),
                  message: message ?? '',
                })}
              </span>
            </li>
          ))}
        </ul>
        {all.length > shown.length ? (
          <p className="mt-1 text-muted">
            {t('more', {
              count: all.length - shown.length,
              shown: formats.number(all.length - shown.length),
            })}
          </p>
        ) : null}
      </li>
    )
  }
}
