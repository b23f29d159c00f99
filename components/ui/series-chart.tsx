'use client'

import { useId, useState } from 'react'
import { latePart } from './late-part'
import type { SeriesPlotProps } from './series-plot'
import { Skeleton } from './skeleton'

const SeriesPlot = latePart(() => import('./series-plot').then((module) => module.SeriesPlot), {
  waiting: ({ shape }) => <Skeleton className={shape === 'band' ? 'h-21' : 'h-33'} />,
})

export type SeriesChartProps = Omit<SeriesPlotProps, 'onCursor' | 'onKeys' | 'label' | 'describedBy'> & {
  title: string
  hint?: string
  /** Says which keys move the cursor. */
  keysHint: string
  formatValue: (value: number) => string
  formatMoment: (atMs: number) => string
  /** What the chart says in words: for everybody, and all there is for who cannot see it. */
  facts: readonly { label: string; value: string }[]
}

/**
 * A chart of one series over time, with its figures in words and what the cursor stands on; where keys move it, that is
 * said aloud. The drawing is loaded when first needed.
 */
export function SeriesChart(props: SeriesChartProps) {
  const { title, hint, facts, formatValue, formatMoment, keysHint, ...plot } = props
  const [point, setPoint] = useState<{ atMs: number; value: number } | null>(null)
  const [hasKeys, setHasKeys] = useState(false)
  const keysId = useId()
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-panel px-4 pt-2.5 pb-2">
      <figcaption className="flex min-h-6 items-baseline gap-3">
        <h3 className="min-w-0 grow truncate text-sm font-semibold" title={hint}>
          {title}
          {hint ? <span className="sr-only">. {hint}</span> : null}
        </h3>
        {point ? (
          <span aria-hidden className="shrink-0 text-sm tabular-nums">
            <span className="text-muted">{formatMoment(point.atMs)}</span>{' '}
            <span className="font-semibold">{formatValue(point.value)}</span>
          </span>
        ) : null}
      </figcaption>
      <dl className="flex flex-wrap gap-x-4 text-xs leading-5 text-muted">
        {facts.map(({ label, value }) => (
          <div key={label} className="flex gap-1">
            <dt>{label}</dt>
            <dd className="font-medium text-ink tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <SeriesPlot {...plot} label={title} describedBy={keysId} onCursor={setPoint} onKeys={setHasKeys} />
      <p id={keysId} hidden>
        {keysHint}
      </p>
      <p aria-live="polite" className="sr-only">
        {hasKeys && point ? `${formatMoment(point.atMs)}: ${formatValue(point.value)}` : ''}
      </p>
    </figure>
  )
}
