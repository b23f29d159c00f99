'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFences } from '@/lib/client/queries/fences'
import { withParam } from '@/lib/client/reports/report-address'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import type { ReportRequest } from '@/lib/domain/api/reports'
import { PARAM_SPECS, type ParamSpec } from '../_hooks/param-specs'
import { SelectInput, TextInput } from './field'
import { NumberParam } from './number-param'
import { PickButton } from './pick-button'

export type ParamFieldsProps = { request: ReportRequest; onChange: (request: ReportRequest) => void }

/** What the kind of report asks for besides vehicles and range. */
export function ParamFields({ request, onChange }: ParamFieldsProps) {
  const t = useTranslations('reports.params')
  const values = new Map<string, unknown>(Object.entries(request.params))
  const numberOf = (key: string) => {
    const value = values.get(key)
    return typeof value === 'number' ? value : null
  }
  const set = (key: string, value: unknown) => {
    const next = withParam(request, key, value)
    if (next !== null) onChange(next)
  }
  const [minC, maxC] = [numberOf('minC'), numberOf('maxC')]
  const isUpsideDown = minC !== null && maxC !== null && maxC < minC
  return PARAM_SPECS[request.kind].map((spec) => {
    const value = values.get(spec.key)
    if (spec.kind === 'number')
      return (
        <NumberParam
          key={spec.key}
          spec={spec}
          value={numberOf(spec.key)}
          problem={spec.key === 'maxC' && isUpsideDown ? t('problems.order') : undefined}
          onChange={(next) => set(spec.key, next)}
        />
      )
    if (spec.kind === 'choice')
      return (
        <ChoiceParam
          key={spec.key}
          spec={spec}
          value={String(value)}
          onChange={(next) => set(spec.key, next)}
        />
      )
    const list = Array.isArray(value) ? value.map(String) : []
    const Field = LIST_FIELDS[spec.kind]
    return <Field key={spec.key} value={list} onChange={(next) => set(spec.key, next)} />
  })
}

function ChoiceParam({
  spec,
  value,
  onChange,
}: {
  spec: Extract<ParamSpec, { kind: 'choice' }>
  value: string
  onChange: (value: string) => void
}) {
  const t = useTranslations('reports.params')
  return (
    <SelectInput
      className="w-40"
      label={t(spec.key)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {spec.options.map((option) => (
        <option key={option} value={option}>
          {t(`${spec.key}Options.${option}`)}
        </option>
      ))}
    </SelectInput>
  )
}

type ListFieldProps = { value: readonly string[]; onChange: (value: string[]) => void }

function FencesParam({ value, onChange }: ListFieldProps) {
  const t = useTranslations('reports.params')
  const { data } = useFences()
  const options = (data?.fences ?? []).map(({ id, name }) => ({ id, name, detail: '' }))
  return (
    <PickButton
      label={t('fenceIds')}
      shown={value.length === 0 ? t('fencesAll') : t('fencesSome', { count: value.length })}
      options={options}
      chosen={value}
      onChoose={onChange}
    />
  )
}

function SeverityParam({ value, onChange }: ListFieldProps) {
  const t = useTranslations('reports.params')
  return (
    <SelectInput
      className="w-40"
      label={t('severities')}
      value={value[0] ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? [] : [event.target.value])}
    >
      <option value="">{t('severitiesAll')}</option>
      {ALARM_SEVERITIES.map((severity) => (
        <option key={severity} value={severity}>
          {t(`severityOptions.${severity}`)}
        </option>
      ))}
    </SelectInput>
  )
}

function CodesParam({ value, onChange }: ListFieldProps) {
  const t = useTranslations('reports.params')
  const [text, setText] = useState(value.join(', '))
  return (
    <TextInput
      className="w-52"
      label={t('codes')}
      placeholder={t('codesAll')}
      hint={t('codesHint')}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        const codes = event.target.value.split(/[,;\s]+/).filter((code) => code !== '' && code.length <= 100)
        onChange([...new Set(codes)].slice(0, 200))
      }}
    />
  )
}

const LIST_FIELDS = { fences: FencesParam, severity: SeverityParam, codes: CodesParam }
