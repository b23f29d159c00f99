import type { DeviceRow } from '@/lib/domain/api/device-table'
import {
  type DeviceEdit,
  deviceIconOf,
  type EditField,
  type EditProblem,
  editProblem,
  ICON_NAMES,
  isAmbiguous,
  parseOdometer,
} from '@/lib/domain/device-edit'
import type { DeviceColumn } from '@/lib/domain/device-table'
import { fromKm, type UnitSystem } from '@/lib/domain/units'

const FIELD_OF: Partial<Record<DeviceColumn, EditField>> = {
  name: 'name',
  plate: 'plate',
  driverName: 'driverName',
  driverPhone: 'driverPhone',
  sim: 'sim',
  remark: 'remark',
  odometer: 'odometerKm',
  icon: 'icon',
  enabled: 'enabled',
}

/** What is changed in a column, or null where nothing is. */
export function fieldOf(column: DeviceColumn): EditField | null {
  return FIELD_OF[column] ?? null
}

/** A field as a person types it. */
export function typedOf(row: DeviceRow, field: EditField, units: UnitSystem): string {
  if (field === 'enabled') return row.enabled ? 'yes' : 'no'
  if (field === 'icon') return deviceIconOf(row.icon) ?? ''
  if (field === 'odometerKm')
    return row.odometerKm === null ? '' : String(Math.round(fromKm(row.odometerKm, units) * 10) / 10)
  return row[field] ?? ''
}

/** What was typed as a change, or what is wrong with it. */
export function editOf(
  field: EditField,
  typed: string,
  units: UnitSystem,
): { edit: DeviceEdit } | { problem: EditProblem } {
  if (field === 'enabled') return { edit: { enabled: typed === 'yes' } }
  if (field === 'icon') {
    const icon = ICON_NAMES.find((name) => name === typed)
    return icon === undefined ? { problem: 'empty' } : { edit: { icon } }
  }
  if (field === 'odometerKm' && isAmbiguous(typed)) return { problem: 'thousands' }
  const value = field === 'odometerKm' ? parseOdometer(typed) / fromKm(1, units) : typed.trim()
  const problem = editProblem(field, value)
  return problem === null ? { edit: { [field]: value } } : { problem }
}
