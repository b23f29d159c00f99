'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { latePart } from '@/components/ui/late-part'
import { Skeleton } from '@/components/ui/skeleton'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import type { RunState } from '@/lib/client/reports/report-run'
import { nameOf, type ReportWords } from '@/lib/client/reports/report-words'
import { useShownTheme } from '@/lib/client/use-shown-theme'
import type { ReportChart } from '@/lib/domain/api/report-table'
import { type ChartData, chartData, highestOf, sumOf } from '../_hooks/chart-data'

const ReportPlot = latePart(() => import('./report-plot').then((module) => module.ReportPlot), {
  waiting: () => <Skeleton className="h-52" />,
})

/** More rows than this nobody reads beside a chart. */
const MAX_FIGURES = 100

/** The charts of a report, each with its figures in words. */
export function ReportCharts({ state, words }: { state: RunState; words: ReportWords }) {
  const t = useTranslations('reports.charts')
  if (state.charts.length === 0)
    return (
      <p className="p-6 text-center text-sm text-muted">
        {state.phase === 'running' ? t('waiting') : t('none')}
      </p>
    )
  return (
    <div className="scrollbar-quiet absolute inset-0 overflow-auto bg-canvas">
      <div className={classNames('grid gap-3 p-3', state.charts.length > 1 && 'xl:grid-cols-2')}>
        {state.charts.map((chart) => (
          <ChartFigure key={chart.id} chart={chart} state={state} words={words} />
        ))}
      </div>
    </div>
  )
}

type ChartFigureProps = { chart: ReportChart; state: RunState; words: ReportWords }

function ChartFigure({ chart, state, words }: ChartFigureProps) {
  const tFiles = useTranslations('reportFiles')
  const formats = useFormats()
  const zone = useTimeZone()
  const theme = useShownTheme()
  const [at, setAt] = useState<number | null>(null)
  const data = useChartData(chart, state, words)
  const figure = (value: number) => words.figure(chart.y, value)
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-panel px-4 pt-2.5 pb-2">
      <figcaption className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <h2 className="grow text-sm font-semibold">{tFiles(`charts.${chart.id}`)}</h2>
        <span aria-hidden className="text-sm tabular-nums">
          {at === null ? null : <Cursor data={data} at={at} figure={figure} />}
        </span>
      </figcaption>
      <Facts chart={chart} data={data} figure={figure} />
      <ReportPlot
        data={data}
        shape={chart.shape}
        isTime={chart.x === 'time'}
        timeZone={zone}
        formatTick={(value) => words.figure(chart.y, value)}
        formatTime={(atMs) => words.moment(atMs)}
        onCursor={setAt}
        theme={theme}
      />
      {data.series.length > 1 ? <Legend data={data} /> : null}
      <Figures chart={chart} data={data} figure={figure} count={formats.number} />
    </figure>
  )
}

function useChartData(chart: ReportChart, { table }: RunState, words: ReportWords): ChartData {
  return useMemo(() => {
    const vehicleName = (id: string) => nameOf(table.vehicles[table.indexOfId.get(id) ?? -1])
    return chartData(chart, {
      nameOf: (of, name) => (of === 'vehicle' ? vehicleName(name) : of === 'word' ? words.word(name) : name),
      labelOf: (x) => {
        if (chart.x === 'vehicle') return vehicleName(x)
        if (chart.x === 'time') return words.moment(Date.parse(x))
        if (chart.x === 'alarm') return words.alarm(x)
        return chart.x === 'day' ? words.day(x) : chart.x === 'word' ? words.word(x) : x
      },
    })
  }, [chart, table, words])
}

type Figure = (value: number) => string

function Cursor({ data, at, figure }: { data: ChartData; at: number; figure: Figure }) {
  const values = data.series.flatMap(({ values }) => values[at] ?? [])
  if (values.length === 0) return null
  return (
    <>
      <span className="text-muted">{data.labels[at]}</span>{' '}
      <span className="font-semibold">{values.map(figure).join(' / ')}</span>
    </>
  )
}

/** Figures that are added up make a sum; levels and shares do not. */
const ADDED = ['distance', 'duration', 'count', 'volume']

function Facts({ chart, data, figure }: { chart: ReportChart; data: ChartData; figure: Figure }) {
  const t = useTranslations('reports.charts')
  const [highest, sum] = [highestOf(data), sumOf(data)]
  if (highest === null || sum === null) return null
  const isAdded = ADDED.includes(chart.y)
  return (
    <p className="flex flex-wrap gap-x-4 text-xs leading-5 text-muted">
      <span>{t('highest', { value: figure(highest.value), at: highest.label })}</span>
      {data.series.length === 1 ? (
        <span>{isAdded ? t('sum', { value: figure(sum.sum) }) : t('mean', { value: figure(sum.mean) })}</span>
      ) : null}
    </p>
  )
}

function Legend({ data }: { data: ChartData }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs">
      {data.series.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-2.5 rounded-sm"
            style={{ backgroundColor: colour.startsWith('--') ? `var(${colour})` : colour }}
          />
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  )
}

/** The same figures for who cannot see the drawing, or wants them exactly. */
function Figures({
  chart,
  data,
  figure,
  count,
}: {
  chart: ReportChart
  data: ChartData
  figure: Figure
  count: (value: number) => string
}) {
  const t = useTranslations('reports.charts')
  const tFiles = useTranslations('reportFiles')
  const [isOpen, setOpen] = useState(false)
  const more = data.labels.length - MAX_FIGURES
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="pt-1 text-sm">
      <summary className="min-h-6 w-fit cursor-pointer text-xs text-muted hover:text-ink pointer-coarse:min-h-touch">
        {t('figures')}
      </summary>
      {isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys.
        <section tabIndex={0} aria-label={tFiles(`charts.${chart.id}`)} className="max-h-60 overflow-auto">
          <table className="w-full text-xs tabular-nums">
            <thead>
              <tr>
                <th scope="col" className="py-1 text-start font-medium text-muted">
                  {t('name')}
                </th>
                {data.series.map(({ name }) => (
                  <th key={name} scope="col" className="py-1 ps-3 text-end font-medium text-muted">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.labels.slice(0, MAX_FIGURES).map((label, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places of an axis are what they are, and two vehicles may share a name.
                <tr key={at} className="border-t border-line">
                  <th scope="row" className="py-1 text-start font-normal">
                    {label}
                  </th>
                  {data.series.map(({ name, values }) => {
                    const value = values[at] ?? null
                    return (
                      <td key={name} className="py-1 ps-3 text-end">
                        {value === null ? '' : figure(value)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 ? (
            <p className="py-1 text-xs text-muted">{t('more', { count: more, shown: count(more) })}</p>
          ) : null}
        </section>
      ) : null}
    </details>
  )
}
