'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type FormatPreferences, useFormatPreferences } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import { fromCelsius, fromKm, fromMetres } from '@/lib/domain/units'
import {
  type Conversion,
  type ParamQuantity,
  type ParamSpec,
  paramText,
  readParam,
} from '../_hooks/param-specs'
import { TextInput } from './field'

export type NumberParamProps = {
  spec: Extract<ParamSpec, { kind: 'number' }>
  value: number | null
  onChange: (value: number | null) => void
  /** What the contract has against a number that is fine by itself. */
  problem?: string
}

/** A number in the reader's units. What is wrong stays as typed, with words; the report keeps the last right one. */
export function NumberParam({ spec, value, onChange, problem }: NumberParamProps) {
  const t = useTranslations('reports')
  const preferences = useFormatPreferences()
  const formats = useFormats()
  const conversion = conversionOf(spec.quantity, preferences)
  const [text, setText] = useState(() => paramText(value, spec.quantity, conversion))
  const [seen, setSeen] = useState(value)
  // Another value from outside, such as a saved report, replaces what is typed.
  if (value !== seen) {
    setSeen(value)
    if (readParam(text, spec, conversion) !== value) setText(paramText(value, spec.quantity, conversion))
  }
  const isWrong = readParam(text, spec, conversion) === undefined
  const limitOf = (limit: number) => {
    const shown = paramText(limit, spec.quantity, conversion)
    return Number.isInteger(Number(shown)) ? formats.number(Number(shown)) : shown
  }
  const limits = { least: limitOf(spec.min), most: limitOf(spec.max) }
  return (
    <TextInput
      className="w-36"
      label={t(`params.${spec.key}`)}
      unit={unitOf(spec.quantity, preferences, t)}
      inputMode="decimal"
      placeholder={spec.isOptional ? t('params.open') : undefined}
      value={text}
      problem={isWrong ? t('params.problems.noNumber', limits) : (problem ?? null)}
      onChange={(event) => {
        setText(event.target.value)
        const next = readParam(event.target.value, spec, conversion)
        if (next === undefined || next === value) return
        setSeen(next)
        onChange(next)
      }}
    />
  )
}

const asIs: Conversion = { toShown: (value) => value, toMetric: (shown) => shown }

function conversionOf(quantity: ParamQuantity, { units, temperatureUnit }: FormatPreferences): Conversion {
  const factor = (by: number): Conversion => ({
    toShown: (value) => value * by,
    toMetric: (shown) => shown / by,
  })
  if (quantity === 'speed') return factor(fromKm(1, units))
  if (quantity === 'length') return factor(fromMetres(1, units))
  if (quantity === 'minutes') return factor(1 / 60)
  if (quantity !== 'temperature' || temperatureUnit === 'celsius') return asIs
  const zero = fromCelsius(0, temperatureUnit)
  const perDegree = fromCelsius(1, temperatureUnit) - zero
  return { toShown: (value) => value * perDegree + zero, toMetric: (shown) => (shown - zero) / perDegree }
}

function unitOf(
  quantity: ParamQuantity,
  { units, temperatureUnit }: FormatPreferences,
  t: (key: string) => string,
): string {
  if (quantity === 'speed') return t(`units.speed.${units}`)
  if (quantity === 'temperature') return t(`units.temperature.${temperatureUnit}`)
  if (quantity === 'length') return t(`units.length.${units}`)
  return quantity === 'percent' ? t('units.percent') : t(`params.${quantity}`)
}
