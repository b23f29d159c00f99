// Cells of a report as a reader of files sees them: in the reader's units, zone and language. Numbers stay numbers, so that
// spreadsheets can count with them; the unit stands at the head of the column.

import type { ReadingUnit, ReportCell, ReportColumn, ReportVehicle } from '@/lib/domain/api/report-table'
import type { Preferences } from '@/lib/domain/preferences'
import { fromLitresPer100Km } from '@/lib/domain/reports/consumption'
import { zonedParts } from '@/lib/domain/time'
import { fromCelsius, fromKm, fromLitres } from '@/lib/domain/units'
import { alarmNameIn } from '../alarm-names'
import type { Words } from './words'

/** Who reads, and where. */
export type ReaderView = {
  words: Words
  locale: string
  preferences: Preferences
  /** Zone of all times. */
  zone: string
}

/** What a cell comes to: a plain number, a moment on the zone's wall clock, a length of time, or text. */
export type FileValue =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number; digits: number }
  /** `wallMs`: what the clock shows, as if it were UTC. */
  | { kind: 'time'; wallMs: number }
  | { kind: 'duration'; sec: number }

const EMPTY: FileValue = { kind: 'empty' }
/** Offsets change on quarters of an hour at most. */
const OFFSET_HOLDS_MS = 900_000

export class CellFormat {
  private readonly vehicles = new Map<string, string>()
  private readonly offsets = new Map<number, number>()

  constructor(readonly view: ReaderView) {}

  /** Vehicles that rows will name. */
  learn(vehicles: readonly ReportVehicle[]): void {
    for (const { id, name, plate, imei } of vehicles)
      this.vehicles.set(id, name.trim() || plate?.trim() || imei)
  }

  vehicleName(id: string): string {
    return this.vehicles.get(id) ?? id
  }

  /** The head of a column, with the unit where it has one. */
  head({ key, type }: ReportColumn): string {
    const name = this.view.words(`columns.${key}`)
    const unit = this.unitOf(type)
    return unit === null ? name : this.view.words('file.unitOf', { name, unit })
  }

  value(column: ReportColumn, cell: ReportCell): FileValue {
    if (cell === null) return EMPTY
    if (Array.isArray(cell)) return text(`${cell[0].toFixed(6)}, ${cell[1].toFixed(6)}`)
    if (typeof cell === 'object') return text(this.reading(cell.value, cell.unit))
    if (typeof cell === 'string') return this.ofText(column, cell)
    return this.ofNumber(column, cell)
  }

  /** As `text`, for where room is short: times without seconds, places to ten metres. */
  brief(column: ReportColumn, cell: ReportCell): string {
    if (Array.isArray(cell)) return `${cell[0].toFixed(4)}, ${cell[1].toFixed(4)}`
    const full = this.text(column, cell)
    return column.type === 'time' ? full.slice(0, 16) : full
  }

  /** A cell as one line of text. */
  text(column: ReportColumn, cell: ReportCell): string {
    const value = this.value(column, cell)
    if (value.kind === 'empty') return ''
    if (value.kind === 'text') return value.text
    if (value.kind === 'time') return new Date(value.wallMs).toISOString().slice(0, 19).replace('T', ' ')
    if (value.kind === 'duration') return durationText(value.sec)
    return value.value.toFixed(value.digits)
  }

  /** "2026-03-08 14:05" on the zone's clock. */
  moment(iso: string): string {
    return new Date(this.wallMs(Date.parse(iso))).toISOString().slice(0, 16).replace('T', ' ')
  }

  /** Names of the units in use. */
  units(): { distance: string; speed: string; volume: string; temperature: string } {
    const { unitSystem, volumeUnit, temperatureUnit } = this.view.preferences
    return {
      distance: unitSystem === 'metric' ? 'km' : 'mi',
      speed: unitSystem === 'metric' ? 'km/h' : 'mph',
      volume: volumeUnit === 'litre' ? 'L' : 'gal',
      temperature: temperatureUnit === 'celsius' ? '°C' : '°F',
    }
  }

  private unitOf(type: ReportColumn['type']): string | null {
    const { distance, speed, volume, temperature } = this.units()
    const units: Partial<Record<ReportColumn['type'], string>> = {
      ...{ distance, speed, volume, temperature, consumption: `${volume}/100 ${distance}` },
      percent: '%',
      duration: this.view.words('file.units_duration'),
    }
    return units[type] ?? null
  }

  private ofText({ type }: ReportColumn, cell: string): FileValue {
    if (type === 'vehicle') return text(this.vehicleName(cell))
    if (type === 'alarm') return text(alarmNameIn(this.view.locale, cell))
    if (type === 'word') return text(this.view.words(`words.${cell}`))
    if (type !== 'time') return text(cell)
    const ms = Date.parse(cell)
    return Number.isFinite(ms) ? { kind: 'time', wallMs: this.wallMs(ms) } : text(cell)
  }

  private ofNumber({ type, total }: ReportColumn, cell: number): FileValue {
    const { unitSystem, volumeUnit, temperatureUnit } = this.view.preferences
    const number = (value: number, digits: number): FileValue => ({ kind: 'number', value, digits })
    if (type === 'duration') return { kind: 'duration', sec: cell }
    if (type === 'distance') return number(fromKm(cell / 1000, unitSystem), 2)
    if (type === 'speed') return number(fromKm(cell, unitSystem), 1)
    if (type === 'volume') return number(fromLitres(cell, volumeUnit), 1)
    if (type === 'consumption') return number(fromLitresPer100Km(cell, unitSystem, volumeUnit), 1)
    if (type === 'temperature') return number(fromCelsius(cell, temperatureUnit), 1)
    if (type === 'percent' || type === 'number') return number(cell, 1)
    // The foot of the column of vehicles counts rows.
    if (total === 'count') return text(this.view.words('totals.count', { count: cell }))
    return number(cell, 0)
  }

  private reading(value: number, unit: ReadingUnit): string {
    const { volumeUnit } = this.view.preferences
    if (unit === 'litre') return `${fromLitres(value, volumeUnit).toFixed(1)} ${this.units().volume}`
    return `${value.toFixed(1)} ${READING_SIGNS[unit]}`
  }

  private wallMs(ms: number): number {
    const slot = Math.floor(ms / OFFSET_HOLDS_MS)
    const known = this.offsets.get(slot)
    if (known !== undefined) return ms + known
    const { year, month, day, hour, minute, second } = zonedParts(new Date(ms), this.view.zone)
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
    if (this.offsets.size > 50_000) this.offsets.clear()
    this.offsets.set(slot, offset)
    return ms + offset
  }
}

const READING_SIGNS: Record<Exclude<ReadingUnit, 'litre'>, string> = { percent: '%', cm: 'cm', volt: 'V' }

function text(value: string): FileValue {
  return { kind: 'text', text: value }
}

/** "26:03:09": hours go on past a day. */
export function durationText(sec: number): string {
  const sign = sec < 0 ? '-' : ''
  const whole = Math.abs(Math.round(sec))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${sign}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
