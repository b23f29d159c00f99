'use client'
// Cells and heads of reports in the reader's language, units and zone. Words of columns are those that files have too.

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ReportCell, ReportColumn, ReportVehicle } from '@/lib/domain/api/report-table'
import { fromLitresPer100Km } from '@/lib/domain/reports/consumption'
import { fromLocal } from '@/lib/domain/time'
import { fromCelsius, fromKm, fromLitres } from '@/lib/domain/units'
import { useAlarmNames } from '../alarm-names'
import { useFormatPreferences, useTimeZone } from '../format/preferences'
import { useFormats } from '../format/use-formats'
import { vehicleTitle } from '../format/vehicle-title'
import type { ReportTable, SortValue } from './report-table'

/** Types whose cells stand at the end of their column, so that figures can be compared. */
const AT_END = [
  'duration',
  'distance',
  'speed',
  'volume',
  'consumption',
  'temperature',
  'percent',
  'count',
  'number',
  'reading',
]

/** Within this of now nobody asks which year. */
const PLAIN_YEAR_MS = 300 * 86_400_000

/** Whether the cells of a column stand at its end. */
export function isAtEnd({ type }: Pick<ReportColumn, 'type'>): boolean {
  return AT_END.includes(type)
}

/** Words for a report; the same object until language, units or zone change. */
export function useReportWords() {
  const t = useTranslations('reports')
  const tFiles = useTranslations('reportFiles')
  const formats = useFormats()
  const { units, volumeUnit, temperatureUnit } = useFormatPreferences()
  const zone = useTimeZone()
  const alarm = useAlarmNames()
  return useMemo(() => {
    const day = (key: string) => formats.date(fromLocal({ date: key, time: '12:00' }, zone).getTime())
    const nowMs = Date.now()
    /** "15 Jan, 12:04"; with its year where that is not plain. */
    const moment = (atMs: number) =>
      Math.abs(atMs - nowMs) < PLAIN_YEAR_MS
        ? formats.dayTime(atMs)
        : `${formats.date(atMs)}, ${formats.time(atMs)}`
    const word = (key: string) => (tFiles.has(`words.${key}`) ? tFiles(`words.${key}`) : key)
    /** "51 h 12 min", "24 min", "35 s": hours are not turned into days, so that sums can be compared. */
    const duration = (sec: number) => {
      const sign = sec < 0 ? '−' : ''
      const whole = Math.round(Math.abs(sec))
      if (whole < 60) return sign + t('spans.seconds', { seconds: whole })
      const minutes = Math.round(whole / 60)
      if (minutes < 60) return sign + t('spans.minutes', { minutes })
      return (
        sign + t('spans.hours', { hours: formats.number(Math.floor(minutes / 60)), minutes: minutes % 60 })
      )
    }
    const figures: Partial<Record<ReportColumn['type'], (value: number) => string>> = {
      duration,
      distance: (metres) => formats.tenth(fromKm(metres / 1000, units)),
      speed: (kph) => formats.number(fromKm(kph, units)),
      volume: (litres) => formats.tenth(fromLitres(litres, volumeUnit)),
      consumption: (litres) => formats.tenth(fromLitresPer100Km(litres, units, volumeUnit)),
      temperature: (celsius) => formats.tenth(fromCelsius(celsius, temperatureUnit)),
      percent: formats.tenth,
      count: formats.number,
      number: formats.decimal,
    }
    const unitOf = {
      distance: t(`units.distance.${units}`),
      speed: t(`units.speed.${units}`),
      volume: t(`units.volume.${volumeUnit}`),
      consumption: t('units.consumption', {
        volume: t(`units.volume.${volumeUnit}`),
        distance: t(`units.distance.${units}`),
      }),
      temperature: t(`units.temperature.${temperatureUnit}`),
      percent: t('units.percent'),
    }
    const unit = ({ type }: Pick<ReportColumn, 'type'>) =>
      Object.entries(unitOf).find(([key]) => key === type)?.[1] ?? ''
    const reading = ({ value, unit: of }: { value: number; unit: string }) =>
      of === 'litre' ? formats.volume(value) : t(`units.reading.${of}`, { value: formats.decimal(value) })
    const text = (type: ReportColumn['type'], value: string) => {
      if (type === 'time') return moment(Date.parse(value))
      if (type === 'day') return day(value)
      if (type === 'alarm') return alarm(value)
      return type === 'word' ? word(value) : value
    }
    return {
      ...{ day, moment, word, alarm, duration, unit },
      column: ({ key }: Pick<ReportColumn, 'key'>) =>
        tFiles.has(`columns.${key}`) ? tFiles(`columns.${key}`) : key,
      total: ({ total }: Pick<ReportColumn, 'total'>) =>
        total === null || total === 'count' ? '' : tFiles(`totals.${total}`),
      /** A figure of a chart, with its unit. */
      figure: (type: ReportColumn['type'], value: number) =>
        `${(figures[type] ?? formats.decimal)(value)} ${unit({ type })}`.trim(),
      /** What stands in a cell; empty where nothing is known. Vehicles are named by who has the table. */
      cell: ({ type }: Pick<ReportColumn, 'type'>, cell: ReportCell | undefined): string => {
        if (cell === null || cell === undefined) return ''
        if (typeof cell === 'string') return text(type, cell)
        if (typeof cell === 'number') return (figures[type] ?? formats.decimal)(cell)
        if ('unit' in cell) return reading(cell)
        return cell.map((degrees) => degrees.toFixed(5)).join(', ')
      },
    }
  }, [t, tFiles, formats, units, volumeUnit, temperatureUnit, zone, alarm])
}

export type ReportWords = ReturnType<typeof useReportWords>

/** What a vehicle of a report is called. */
export function nameOf(vehicle: ReportVehicle | undefined): string {
  return vehicle === undefined ? '' : vehicleTitle(vehicle)
}

/** What the cells of a table are sorted by: as people read them, and times by time. */
export function sortValues(table: ReportTable, words: ReportWords): SortValue {
  return ({ type }, row, at) => {
    if (type === 'vehicle') return nameOf(table.vehicles[table.vehicleAt[row] ?? -1])
    const cell = table.rows[row]?.[at] ?? null
    if (cell === null || typeof cell === 'number') return cell
    if (type === 'word' || type === 'alarm') return words.cell({ type }, cell)
    if (typeof cell === 'string') return type === 'time' ? Date.parse(cell) : cell
    return 'unit' in cell ? cell.value : cell.join(' ')
  }
}
