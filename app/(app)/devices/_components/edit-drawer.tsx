'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { type DeviceEdit, EDIT_FIELDS, type EditField } from '@/lib/domain/device-edit'
import { editOf, typedOf } from '../_hooks/field-values'
import type { CellProblems, Edits } from '../_hooks/use-edits'
import { FieldOptions } from './cell-editor'
import { Field, SelectField, TextField } from './field'

export type EditDrawerProps = { row: DeviceRow; edits: Edits; onClose: () => void }

/** Everything that can be changed of one device. Only what was touched is sent, and what is refused stays as typed. */
export function EditDrawer({ row, edits, onClose }: EditDrawerProps) {
  const t = useTranslations('devices.edit')
  const { units } = useFormatPreferences()
  const [before] = useState(() => typedFields(row, units))
  const [typed, setTyped] = useState(before)
  const [problems, setProblems] = useState<CellProblems>({})
  const [message, setMessage] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const formRef = useRef<HTMLFormElement>(null)

  const put = (field: EditField, text: string) => {
    setTyped((now) => ({ ...now, [field]: text }))
    setProblems(({ [field]: _, ...others }) => others)
  }
  const refuse = (found: CellProblems) => {
    setProblems(found)
    const first = EDIT_FIELDS.find((field) => found[field] !== undefined)
    formRef.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMessage(null)
    const found: CellProblems = {}
    let edit: DeviceEdit = {}
    for (const field of EDIT_FIELDS) {
      if (typed[field] === before[field]) continue
      const read = editOf(field, typed[field], units)
      if ('problem' in read) found[field] = edits.tellProblem(field, read.problem)
      else edit = { ...edit, ...read.edit }
    }
    if (Object.keys(found).length > 0) return refuse(found)
    if (Object.keys(edit).length === 0) return onClose()
    startTransition(async () => {
      const failure = await edits.send(row, edit)
      if (failure === null) return onClose()
      refuse(failure.problems)
      setMessage(failure.message)
    })
  }
  return (
    <Dialog
      title={t('title', { name: vehicleTitle(row) })}
      onClose={onClose}
      isHeld={isBusy || EDIT_FIELDS.some((field) => typed[field] !== before[field])}
      className={DRAWER}
    >
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-sm text-muted">{t('about')}</p>
        {EDIT_FIELDS.map((field) => (
          <DrawerField
            key={field}
            field={field}
            label={
              field === 'odometerKm'
                ? t('odometer', { unit: units === 'metric' ? 'km' : 'mi' })
                : t(`fields.${field}`)
            }
            value={typed[field]}
            problem={problems[field] ?? null}
            onChange={(text) => put(field, text)}
          />
        ))}
        <p role="status" className="text-sm text-danger empty:hidden">
          {message}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose} disabled={isBusy}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {isBusy ? t('saving') : t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const DRAWER =
  'me-0! my-0! h-dvh max-h-dvh! w-[min(28rem,100vw)]! max-w-full! rounded-none! md:rounded-s-xl! md:rounded-e-none!'

type DrawerFieldProps = {
  field: EditField
  label: string
  value: string
  problem: string | null
  onChange: (text: string) => void
}

function DrawerField({ field, label, value, problem, onChange }: DrawerFieldProps) {
  const shared = { label, problem, name: field, value }
  if (field === 'icon' || field === 'enabled')
    return (
      <SelectField {...shared} onChange={({ target }) => onChange(target.value)}>
        <FieldOptions field={field} />
      </SelectField>
    )
  if (field === 'remark')
    return (
      <Field
        label={label}
        problem={problem}
        render={(look) => (
          <textarea
            rows={3}
            name={field}
            spellCheck={false}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            {...look}
          />
        )}
      />
    )
  return (
    <TextField
      {...shared}
      inputMode={field === 'odometerKm' ? 'decimal' : field === 'driverPhone' ? 'tel' : 'text'}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

function typedFields(row: DeviceRow, units: 'metric' | 'imperial'): Record<EditField, string> {
  const of = (field: EditField) => typedOf(row, field, units)
  return {
    name: of('name'),
    plate: of('plate'),
    driverName: of('driverName'),
    driverPhone: of('driverPhone'),
    sim: of('sim'),
    remark: of('remark'),
    odometerKm: of('odometerKm'),
    icon: of('icon'),
    enabled: of('enabled'),
  }
}
