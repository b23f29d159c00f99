'use client'
import 'uplot/dist/uPlot.min.css'
import { type RefObject, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { type Blanks, drawBlanks } from './series-blanks'
import { nextPoint } from './series-cursor'

export type SeriesPlotProps = {
  /** Ascending, ms since epoch; null values are gaps in the line. */
  at: readonly number[]
  value: readonly (number | null)[]
  /** Both ends of the time axis, ms since epoch. */
  fromMs: number
  toMs: number
  /** "line" joins the values, "band" fills from zero up while a value holds until the next. */
  shape: 'line' | 'band'
  /** Name of a CSS variable such as --accent. */
  colour: string
  /** Of the value axis, unit included. */
  formatTick: (value: number) => string
  formatTime: (atMs: number) => string
  /** Whose hours and days the time axis is divided into; the browser's own when left out. */
  timeZone?: string
  /** Shows how values compare to nothing at all. */
  isFromZero?: boolean
  /** Where nothing could be told. */
  blanks?: Blanks
  label: string
  /** Id of the element that says which keys there are. */
  describedBy?: string
  /** Charts of one group share their cursor. */
  group: string
  /** Tells what the cursor stands on, null when it is elsewhere. */
  onCursor: (point: { atMs: number; value: number } | null) => void
  /** Tells whether keys move the cursor now: then what it stands on is to be said aloud. */
  onKeys?: (hasKeys: boolean) => void
  /** Redraws in other colours when it changes. */
  theme: string
}

const HEIGHT_PX = 132
const BAND_HEIGHT_PX = 84

/** The canvas of a chart, whose cursor follows pointer and keys. What it shows is said in words by who puts it on a page. */
export function SeriesPlot(props: SeriesPlotProps) {
  const hostRef = useRef<HTMLDivElement>(null)
  const plotRef = usePlot(props, hostRef)
  const { value, shape, label, describedBy, onKeys } = props
  const leave = () => {
    plotRef.current?.setCursor(NOWHERE)
    onKeys?.(false)
  }
  return (
    <div
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys move the cursor.
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      className="rounded-sm"
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Escape') return leave()
        const plot = plotRef.current
        const next =
          plot && !event.altKey && !event.metaKey && nextPoint(value, plot.cursor.idx ?? null, event.key)
        if (!plot || typeof next !== 'number') return
        event.preventDefault()
        onKeys?.(true)
        moveTo(plot, next)
      }}
    >
      <div
        ref={hostRef}
        aria-hidden
        className="w-full overflow-hidden"
        style={{ minHeight: shape === 'band' ? BAND_HEIGHT_PX : HEIGHT_PX }}
      />
    </div>
  )
}

const NOWHERE = { left: -10, top: -10 }

function moveTo(plot: uPlot, index: number) {
  const atMs = plot.data[0][index]
  if (atMs !== undefined) plot.setCursor({ left: plot.valToPos(atMs, 'x'), top: 0 })
}

/** A plot in `hostRef` that lives as long as its looks, and gets new data without being made anew. */
function usePlot(props: SeriesPlotProps, hostRef: RefObject<HTMLDivElement | null>) {
  const propsRef = useRef(props)
  const plotRef = useRef<uPlot>(null)
  useEffect(() => {
    propsRef.current = props
  })
  const { theme, shape, colour, group, timeZone } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: a theme has no value of its own here, it changes what the variables hold.
  useEffect(() => {
    const host = hostRef.current
    if (host === null) return
    const options = { ...optionsOf(host, propsRef), ...sizeOf(host, shape) }
    const plot = new uPlot(options, dataOf(propsRef.current), host)
    plotRef.current = plot
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(host, shape)))
    observer.observe(host)
    return () => {
      observer.disconnect()
      plot.destroy()
      plotRef.current = null
    }
  }, [theme, shape, colour, group, timeZone])
  const { at, value, fromMs, toMs, blanks } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: blanks are read while drawing, which is asked for here.
  useEffect(() => {
    plotRef.current?.setData(dataOf({ at, value }), false)
    plotRef.current?.setScale('x', { min: fromMs, max: toMs })
  }, [at, value, fromMs, toMs, blanks])
  return plotRef
}

function dataOf({ at, value }: Pick<SeriesPlotProps, 'at' | 'value'>): uPlot.AlignedData {
  return [[...at], [...value]]
}

function sizeOf(host: HTMLElement, shape: SeriesPlotProps['shape']) {
  return { width: Math.max(120, host.clientWidth), height: shape === 'band' ? BAND_HEIGHT_PX : HEIGHT_PX }
}

type PropsRef = { readonly current: SeriesPlotProps }

function optionsOf(host: HTMLElement, ref: PropsRef): Omit<uPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(host)
  const { shape, colour, group, timeZone, isFromZero = false } = ref.current
  const stroke = style.getPropertyValue(colour)
  const isBand = shape === 'band'
  return {
    ms: 1,
    ...(timeZone === undefined ? {} : { tzDate: (atMs) => uPlot.tzDate(new Date(atMs), timeZone) }),
    legend: { show: false },
    // Room for half of the last time below the axis.
    padding: [8, 28, 0, 0],
    cursor: {
      sync: { key: group, setSeries: false },
      drag: { x: false, y: false },
      y: false,
      points: { size: 7, fill: stroke, show: !isBand },
    },
    scales: {
      x: { time: true, range: () => [ref.current.fromMs, ref.current.toMs] },
      y: { range: isBand ? [0, 1] : (_plot, min, max) => paddedRange(min, max, isFromZero) },
    },
    axes: axesOf(style, ref),
    series: [
      {},
      {
        stroke,
        width: isBand ? 0 : 1.5,
        fill: isBand ? stroke : `color-mix(in srgb, ${stroke} 10%, transparent)`,
        paths: isBand ? uPlot.paths.stepped?.({ align: 1 }) : undefined,
        points: { show: isBand ? false : areFew, size: 4, fill: stroke },
        spanGaps: false,
      },
    ],
    hooks: {
      drawAxes: [(plot) => ref.current.blanks && drawBlanks(plot, ref.current.blanks, style)],
      setCursor: [(plot) => ref.current.onCursor(pointAt(plot))],
    },
  }
}

/** A line of one reading is no line, and one of a few hides how few they are. */
function areFew(plot: uPlot): boolean {
  return plot.data[0].length <= 60
}

/** Some air above and below; never below zero when nothing is, and from zero where that is asked for. */
function paddedRange(min: number | null, max: number | null, isFromZero: boolean): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1]
  const bottom = isFromZero ? Math.min(0, min) : min
  const air = (max - bottom) * 0.12 || Math.max(1, Math.abs(max) * 0.1)
  const low = bottom - air
  return [bottom >= 0 && low < 0 ? 0 : low, max + air]
}

function axesOf(style: CSSStyleDeclaration, ref: PropsRef): uPlot.Axis[] {
  const look = {
    stroke: style.getPropertyValue('--muted'),
    font: `11px ${style.fontFamily}`,
    ticks: { show: false },
  }
  const grid = { stroke: style.getPropertyValue('--line'), width: 1 }
  const isBand = ref.current.shape === 'band'
  return [
    {
      ...look,
      grid,
      size: 24,
      gap: 6,
      space: 92,
      values: (_plot, splits) => splits.map((atMs) => ref.current.formatTime(atMs)),
    },
    {
      ...look,
      grid: isBand ? { show: false } : grid,
      size: 62,
      gap: 6,
      space: 30,
      splits: isBand ? () => [0, 1] : undefined,
      values: (_plot, splits) => splits.map((value) => ref.current.formatTick(value)),
    },
  ]
}

function pointAt(plot: uPlot): { atMs: number; value: number } | null {
  const index = plot.cursor.idx
  const atMs = index == null ? undefined : plot.data[0][index]
  const value = index == null ? undefined : plot.data[1]?.[index]
  return atMs === undefined || value == null ? null : { atMs, value }
}
