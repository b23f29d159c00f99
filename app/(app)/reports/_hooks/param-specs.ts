// The fields of each kind of report: what they are called is in the messages at `reports.params`.

import type { ReportKind } from '@/lib/domain/api/reports'

/** What a number is of; it decides unit and conversion. */
export type ParamQuantity =
  | 'length'
  | 'speed'
  | 'temperature'
  | 'percent'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'days'

export type ParamSpec =
  | { kind: 'number'; key: string; quantity: ParamQuantity; min: number; max: number; isOptional?: true }
  | { kind: 'choice'; key: 'which' | 'granularity' | 'detail'; options: readonly string[] }
  | { kind: 'fences'; key: 'fenceIds' }
  | { kind: 'severity'; key: 'severities' }
  | { kind: 'codes'; key: 'codes' }

const DETAIL: ParamSpec = { kind: 'choice', key: 'detail', options: ['list', 'summary'] }
const GRANULARITY: ParamSpec = {
  kind: 'choice',
  key: 'granularity',
  options: ['day', 'week', 'month', 'range'],
}
const LONG: ParamSpec = { kind: 'number', key: 'minSec', quantity: 'minutes', min: 0, max: 86_400 }

/** In the order in which they are shown. Limits are those of the contract, in its units. */
export const PARAM_SPECS: Record<ReportKind, readonly ParamSpec[]> = {
  trips: [{ kind: 'number', key: 'minDistanceM', quantity: 'length', min: 0, max: 1_000_000 }],
  stops: [{ kind: 'choice', key: 'which', options: ['all', 'parked', 'idling'] }, LONG],
  mileage: [GRANULARITY],
  speeding: [
    { kind: 'number', key: 'limitKph', quantity: 'speed', min: 5, max: 300 },
    { kind: 'number', key: 'minSec', quantity: 'seconds', min: 0, max: 86_400 },
  ],
  fence_visits: [{ kind: 'fences', key: 'fenceIds' }, LONG, DETAIL],
  alarms: [{ kind: 'severity', key: 'severities' }, { kind: 'codes', key: 'codes' }, DETAIL],
  fleet: [],
  utilization: [GRANULARITY],
  fuel: [{ kind: 'number', key: 'minChangePercent', quantity: 'percent', min: 1, max: 50 }, DETAIL],
  temperature: [
    { kind: 'number', key: 'minC', quantity: 'temperature', min: -100, max: 200, isOptional: true },
    { kind: 'number', key: 'maxC', quantity: 'temperature', min: -100, max: 200, isOptional: true },
    DETAIL,
  ],
  device_status: [
    { kind: 'number', key: 'silentHours', quantity: 'hours', min: 0.25, max: 8_760, isOptional: true },
    { kind: 'number', key: 'expiringDays', quantity: 'days', min: 0, max: 3_650, isOptional: true },
  ],
}

/** Quantities that have no part of one. */
const WHOLE: readonly ParamQuantity[] = ['seconds', 'days', 'length']

/** Of which metric value is shown, and back; both are plain factors but for temperatures. */
export type Conversion = { toShown: (value: number) => number; toMetric: (shown: number) => number }

/** A value as a text to type on. */
export function paramText(value: number | null, quantity: ParamQuantity, { toShown }: Conversion): string {
  if (value === null) return ''
  const shown = toShown(value)
  return String(WHOLE.includes(quantity) ? Math.round(shown) : Math.round(shown * 100) / 100)
}

/** What is typed, in the contract's unit; undefined for what is no number within the limits. */
export function readParam(
  text: string,
  spec: { quantity: ParamQuantity; min: number; max: number; isOptional?: true },
  conversion: Conversion,
): number | null | undefined {
  const typed = text.trim().replace(',', '.').replace('−', '-')
  if (typed === '') return spec.isOptional ? null : undefined
  if (!/^-?\d{1,7}(\.\d{1,4})?$/.test(typed)) return undefined
  if (WHOLE.includes(spec.quantity) && typed.includes('.')) return undefined
  const value = conversion.toMetric(Number(typed))
  const isWhole = spec.quantity === 'seconds' || spec.quantity === 'minutes' || spec.quantity === 'days'
  const rounded = isWhole ? Math.round(value) : Math.round(value * 1000) / 1000
  return rounded >= spec.min && rounded <= spec.max ? rounded : undefined
}
