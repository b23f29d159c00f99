import { expect, test } from 'vitest'
import { requestOfKind, withParam } from '@/lib/client/reports/report-address'
import { DEFAULT_REPORT_PARAMS, REPORT_KINDS } from '@/lib/domain/api/reports'
import { fromCelsius } from '@/lib/domain/units'
import { PARAM_SPECS, paramText, readParam } from './param-specs'

const asTold = { toShown: (value: number) => value, toMetric: (value: number) => value }
const fahrenheit = {
  toShown: (value: number) => fromCelsius(value, 'fahrenheit'),
  toMetric: (shown: number) => (shown - 32) / 1.8,
}

test.each(REPORT_KINDS)(
  '%s has a field for each of its parameters, with the limits of the contract',
  (kind) => {
    expect(PARAM_SPECS[kind].map(({ key }) => key).toSorted()).toEqual(
      Object.keys(DEFAULT_REPORT_PARAMS[kind]).toSorted(),
    )
    const request = requestOfKind(kind, 'UTC', null)
    for (const spec of PARAM_SPECS[kind]) {
      if (spec.kind === 'choice')
        for (const option of spec.options) expect(withParam(request, spec.key, option)).not.toBeNull()
      if (spec.kind !== 'number') continue
      expect(withParam(request, spec.key, spec.min)).not.toBeNull()
      expect(withParam(request, spec.key, spec.max)).not.toBeNull()
      expect(withParam(request, spec.key, spec.max + 1)).toBeNull()
      expect(withParam(request, spec.key, null) !== null).toBe(spec.isOptional === true)
    }
  },
)

test('numbers are read in the units of the reader and come back as typed', () => {
  const spec = { quantity: 'temperature', min: -100, max: 200, isOptional: true } as const
  expect(readParam('40', spec, fahrenheit)).toBe(4.444)
  expect(paramText(4.444, 'temperature', fahrenheit)).toBe('40')
  expect(readParam('−4', spec, fahrenheit)).toBe(-20)
  expect(readParam('', spec, fahrenheit)).toBeNull()
  expect(paramText(null, 'temperature', fahrenheit)).toBe('')
})

test.each(['', 'fast', '4', '301', '1e2', '1.2.3'])('a limit of "%s" km/h is refused', (text) => {
  expect(readParam(text, { quantity: 'speed', min: 5, max: 300 }, asTold)).toBeUndefined()
})

test('minutes may have parts, seconds may not', () => {
  const minutes = { toShown: (sec: number) => sec / 60, toMetric: (shown: number) => shown * 60 }
  expect(readParam('1,5', { quantity: 'minutes', min: 0, max: 86_400 }, minutes)).toBe(90)
  expect(readParam('1.5', { quantity: 'seconds', min: 0, max: 86_400 }, asTold)).toBeUndefined()
})
