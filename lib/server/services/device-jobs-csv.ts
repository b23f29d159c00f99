// What became of each device of a piece of work, as CSV for people and spreadsheets.

import type { DeviceItemView } from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import { listDeviceItems } from '../data/device-jobs'
import { line } from '../reports/csv'
import { assertMay } from '../rights'

const ROWS_AT_ONCE = 5_000
const HEAD = ['IMEI', 'Name', 'Step', 'Changes', 'State', 'Why', 'Vendor code', 'Vendor words', 'At (UTC)']

/** The whole report. @throws ForbiddenError, NotFoundError */
export async function deviceJobCsv(viewer: Viewer, jobId: string): Promise<string> {
  await assertMay(viewer, 'manage_devices')
  const lines = [`\uFEFF${line(HEAD)}`]
  for (let skip = 0; ; skip += ROWS_AT_ONCE) {
    const { items } = await listDeviceItems(viewer, jobId, { skip, take: ROWS_AT_ONCE })
    lines.push(...items.map((item) => line(cellsOf(item))))
    if (items.length < ROWS_AT_ONCE) return lines.join('')
  }
}

function cellsOf({ imei, deviceName, step, changes, state, problem, updatedAt }: DeviceItemView): string[] {
  return [
    imei,
    deviceName,
    step,
    changes.map(({ field, from, to }) => `${field}: ${from ?? ''} > ${to}`).join('; '),
    state,
    problem?.meaning ?? problem?.word.replaceAll('_', ' ') ?? '',
    problem?.code === undefined ? '' : String(problem.code),
    problem?.vendorWords ?? '',
    updatedAt.slice(0, 19).replace('T', ' '),
  ]
}
