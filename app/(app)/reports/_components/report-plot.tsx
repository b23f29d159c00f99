'use client'
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import type { ChartData } from '../_hooks/chart-data'

export type ReportPlotProps = {
  data: ChartData
  shape: 'bar' | 'line'
  isTime: boolean
  timeZone: string
  formatTick: (value: number) => string
  formatTime: (atMs: number) => string
  /** Tells at which place of the axis the pointer is; null when it is elsewhere. */
  onCursor: (at: number | null) => void
  /** Redraws in other colours when it changes. */
  theme: string
}

const HEIGHT_PX = 208

/** The canvas of a chart of a report. What it shows is said in words and as a table by who puts it on a page. */
export function ReportPlot(props: ReportPlotProps) {
  const hostRef = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const { data, shape, isTime, timeZone, theme } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: a theme has no value of its own here, it changes what the variables hold.
  useEffect(() => {
    const host = hostRef.current
    if (host === null) return
    const size = () => ({ width: Math.max(160, host.clientWidth), height: HEIGHT_PX })
    const values = data.series.map(({ values }) => [...values])
    const plot = new uPlot({ ...optionsOf(host, latest), ...size() }, [[...data.x], ...values], host)
    const observer = new ResizeObserver(() => plot.setSize(size()))
    observer.observe(host)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [data, shape, isTime, timeZone, theme])
  return <div ref={hostRef} aria-hidden className="w-full overflow-hidden" style={{ minHeight: HEIGHT_PX }} />
}

type PropsRef = { readonly current: ReportPlotProps }

function optionsOf(host: HTMLElement, ref: PropsRef): Omit<uPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(host)
  const { data, shape, isTime, timeZone } = ref.current
  const isBar = shape === 'bar'
  const colourOf = (colour: string) => (colour.startsWith('--') ? style.getPropertyValue(colour) : colour)
  const count = data.x.length
  return {
    ms: 1,
    tzDate: (atMs) => uPlot.tzDate(new Date(atMs), timeZone),
    legend: { show: false },
    padding: [10, 16, 0, 0],
    cursor: { drag: { x: false, y: false }, y: false, points: { show: !isBar, size: 7 } },
    scales: {
      x: isTime ? { time: true } : { time: false, range: () => [-0.5, Math.max(0.5, count - 0.5)] },
      y: { range: (_plot, min, max) => valueRange(min, max, isBar) },
    },
    axes: axesOf(style, ref),
    series: [
      {},
      ...data.series.map(({ colour }): uPlot.Series => {
        const stroke = colourOf(colour)
        return isBar
          ? { stroke, paths: () => null, points: { show: false } }
          : { stroke, width: 1.5, spanGaps: true, points: { show: count <= 60, size: 4, fill: stroke } }
      }),
    ],
    hooks: {
      ...(isBar ? { draw: [(plot) => drawBars(plot, data, colourOf)] } : {}),
      setCursor: [(plot) => ref.current.onCursor(plot.cursor.idx ?? null)],
    },
  }
}

/** Bars of all series side by side. */
function drawBars(plot: uPlot, { series }: ChartData, colourOf: (colour: string) => string): void {
  const { ctx, bbox } = plot
  const slot = plot.valToPos(1, 'x', true) - plot.valToPos(0, 'x', true)
  const wide = Math.min((slot * 0.72) / Math.max(1, series.length), 48 * devicePixelRatio)
  const floor = plot.valToPos(0, 'y', true)
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  series.forEach(({ colour, values }, index) => {
    ctx.fillStyle = colourOf(colour)
    values.forEach((value, at) => {
      if (value === null) return
      const middle = plot.valToPos(at, 'x', true) + (index - (series.length - 1) / 2) * wide
      const top = plot.valToPos(value, 'y', true)
      ctx.fillRect(
        middle - wide / 2,
        Math.min(top, floor),
        Math.max(1, wide - devicePixelRatio),
        Math.abs(floor - top),
      )
    })
  })
  ctx.restore()
}

function valueRange(min: number | null, max: number | null, isFromZero: boolean): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1]
  const bottom = isFromZero ? Math.min(0, min) : min
  const air = (max - bottom) * 0.1 || Math.max(1, Math.abs(max) * 0.1)
  return [isFromZero && min >= 0 ? 0 : bottom - air, max + air]
}

function axesOf(style: CSSStyleDeclaration, ref: PropsRef): uPlot.Axis[] {
  const { isTime, data } = ref.current
  const look = {
    stroke: style.getPropertyValue('--muted'),
    font: `11px ${style.fontFamily}`,
    ticks: { show: false },
  }
  const grid = { stroke: style.getPropertyValue('--line'), width: 1 }
  const names: Partial<uPlot.Axis> = {
    splits: (plot) => everyFew(data.x.length, plot.width),
    values: (_plot, splits) => splits.map((at) => shortened(data.labels[at] ?? '')),
    grid: { show: false },
  }
  const times: Partial<uPlot.Axis> = {
    space: 92,
    values: (_plot, splits) => splits.map((atMs) => ref.current.formatTime(atMs)),
    grid,
  }
  return [
    { ...look, size: 24, gap: 6, ...(isTime ? times : names) },
    {
      ...look,
      grid,
      size: 76,
      gap: 6,
      space: 30,
      values: (_plot, splits) => splits.map((value) => ref.current.formatTick(value)),
    },
  ]
}

/** As many names as find room side by side. */
function everyFew(count: number, widthPx: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(widthPx / 96))))
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step)
}

function shortened(label: string): string {
  return label.length > 14 ? `${label.slice(0, 13)}…` : label
}
