'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { putDeviceRow } from '@/lib/client/queries/device-table'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import {
  DEVICE_ICONS,
  type DeviceEdit,
  EDIT_FIELDS,
  type EditField,
  type EditProblem,
  MAX_EDIT_CHARS,
} from '@/lib/domain/device-edit'
import { editDeviceAction } from '../actions'

/** What was typed into a cell and could not be kept, and why. */
export type FailedCell = { typed: string; problem: string }
export type CellProblems = Partial<Record<EditField, string>>
export type SendFailure = { problems: CellProblems; message: string | null }

/** What was sent of a device and is not answered yet. Two of one cell are two: the answer to one leaves the other. */
type Patch = { id: string; row: Partial<DeviceRow> }

/**
 * Changes that are shown at once and taken back when they are refused; what was typed then stays with its cell. `onRefused`
 * is told of the first field that failed.
 */
export function useEdits({ onRefused }: { onRefused: (deviceId: string, field: EditField) => void }) {
  const t = useTranslations('devices.edit')
  const queries = useQueryClient()
  const tellProblem = useProblemWords()
  const [patches, setPatches] = useState<readonly Patch[]>([])
  const [failed, setFailed] = useState<ReadonlyMap<string, FailedCell>>(new Map())
  const [notice, setNotice] = useState('')

  const putFailed = (id: string, field: EditField, cell: FailedCell | null) =>
    setFailed((before) => {
      const next = new Map(before)
      if (cell === null) next.delete(cellKey(id, field))
      else next.set(cellKey(id, field), cell)
      return next
    })

  /** Answers what is wrong, at fields or as a whole, and null when it is done. */
  const send = async (row: DeviceRow, edit: DeviceEdit): Promise<SendFailure | null> => {
    const { id } = row
    const fields = EDIT_FIELDS.filter((field) => edit[field] !== undefined)
    const patch: Patch = { id, row: patchOf(edit) }
    setPatches((before) => [...before, patch])
    const answer = await editDeviceAction(id, edit).catch(() => null)
    if (answer?.ok) await putDeviceRow(queries, answer.row)
    setPatches((before) => before.filter((each) => each !== patch))
    const name = vehicleTitle(answer?.ok ? answer.row : row)
    if (answer?.ok) {
      setNotice(t('saved', { name }))
      return null
    }
    const told = Object.entries(answer?.problems ?? {})
    const problems = Object.fromEntries(told.map(([field, problem]) => [field, tellProblem(field, problem)]))
    const message = told.length > 0 ? null : (answer?.message ?? t('failed'))
    const [field = 'name'] = fields
    const why = message ?? Object.values(problems)[0] ?? ''
    setNotice(t('refused', { field: t(`fields.${field}`), name, why }))
    return { problems, message }
  }

  /** Changes one cell. `typed` comes back into it when it fails. */
  const change = async (
    row: DeviceRow,
    field: EditField,
    { edit, typed }: { edit: DeviceEdit; typed: string },
  ) => {
    putFailed(row.id, field, null)
    const failure = await send(row, edit)
    if (failure === null) return
    const problem = failure.problems[field] ?? failure.message ?? t('failed')
    putFailed(row.id, field, { typed, problem })
    onRefused(row.id, field)
  }

  return {
    /** The row as it will be if all goes well. */
    shownRow: (row: DeviceRow): DeviceRow => patched(row, patches),
    isSaving: (id: string) => patches.some((each) => each.id === id),
    failedCell: (id: string, field: EditField) => failed.get(cellKey(id, field)) ?? null,
    /** Keeps with a cell what was typed and cannot be sent. */
    fail: putFailed,
    forget: (id: string, field: EditField) => putFailed(id, field, null),
    change,
    send,
    tellProblem,
    notice,
  }
}

export type Edits = ReturnType<typeof useEdits>

/** What is wrong with a field, in words. */
export function useProblemWords(): (field: string, problem: EditProblem) => string {
  const t = useTranslations('devices.edit.problems')
  return (field, problem) => {
    const max = Object.entries(MAX_EDIT_CHARS).find(([name]) => name === field)?.[1] ?? 0
    return t(problem, { max })
  }
}

function cellKey(id: string, field: EditField): string {
  return `${id} ${field}`
}

function patched(row: DeviceRow, patches: readonly Patch[]): DeviceRow {
  return Object.assign({ ...row }, ...patches.filter(({ id }) => id === row.id).map((patch) => patch.row))
}

function patchOf({ icon, ...edit }: DeviceEdit): Partial<DeviceRow> {
  return { ...edit, ...(icon === undefined ? {} : { icon: DEVICE_ICONS[icon] }) }
}
