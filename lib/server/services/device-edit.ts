// Changes devices: what cannot be right is refused at its field, the rest goes to the vendor, and only what the vendor accepts
// is written down here. Groups are device-groups.ts; moves, terms and bindings are jobs of their own.

import { z } from 'zod'
import type { DeviceRow, EditProblems } from '@/lib/domain/api/device-table'
import { type DeviceEdit, EDIT_FIELDS, type EditField, editProblem } from '@/lib/domain/device-edit'
import { getMethod, type MethodInput } from '@/lib/jimi/contract'
import { type Profile, toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getTableRow } from '../data/device-table'
import { storeEdit } from '../data/device-table-edit'
import { type Device, getDevice } from '../data/devices'
import { inRosterTransaction } from '../data/system/roster-changes'
import { db } from '../db'
import { AppError, NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { assertMay } from '../rights'

const METHOD = 'jimi.open.device.update'

/** Something typed cannot be sent; `problems` says what at which field. */
export class EditRefusedError extends AppError {
  constructor(readonly problems: EditProblems) {
    super({ code: 'device_edit_refused', userMessage: 'Something here cannot be right.', status: 422 })
  }
}

/**
 * Changes a device at the vendor and then here; answers its row as it is now. Texts lose the blanks around them. A vendor that
 * refuses, or does not answer, leaves our row as it was.
 * @throws ForbiddenError without the right; NotFoundError for a foreign or missing device; EditRefusedError; what
 * `callJimi` throws
 */
export async function editDevice(
  viewer: Viewer,
  deviceId: string,
  { edit: typed, clock = systemClock }: { edit: DeviceEdit; clock?: Clock },
): Promise<DeviceRow> {
  await assertMay(viewer, 'manage_devices')
  const device = await getDevice(viewer, deviceId)
  const edit = trimmed(typed)
  const problems = problemsOf(edit, { imei: device.imei, profile: await profileOf(viewer, device) })
  if (Object.keys(problems).length > 0) throw new EditRefusedError(problems)
  const now = new Date(clock.now())
  if (Object.keys(edit).length > 0) {
    await callJimi(viewer, METHOD, inputOf(device.imei, edit))
    await inRosterTransaction([device.connectionId], async () => {
      await storeEdit(viewer, device, { edit, now })
      await appendAudit(viewer.tenantId, {
        actorId: viewer.userId,
        action: 'device.edit',
        target: device.id,
        detail: { imei: device.imei, changes: changesOf(device, edit) },
      })
    })
  }
  return getTableRow(viewer, deviceId, now)
}

/** What is wrong, by field: our own rules, then whatever else the contract refuses or the profile does not know. */
function problemsOf(edit: DeviceEdit, { imei, profile }: { imei: string; profile: Profile }): EditProblems {
  const problems: EditProblems = {}
  for (const field of EDIT_FIELDS) {
    const value = edit[field]
    if (value === undefined) continue
    const problem = editProblem(field, value) ?? contractProblem(field, { [field]: value }, { imei, profile })
    if (problem !== null) problems[field] = problem
  }
  return problems
}

function contractProblem(
  field: EditField,
  edit: DeviceEdit,
  { imei, profile }: { imei: string; profile: Profile },
) {
  const { input } = getMethod(METHOD)
  const wire = z.safeEncode(input[profile], inputOf(imei, edit))
  if (!wire.success) return field === 'odometerKm' ? 'number' : 'signs'
  // What the profile does not know is left out of what is sent, so nothing but the IMEI remains.
  return Object.keys(wire.data).length > 1 ? null : 'unsupported'
}

function inputOf(imei: string, edit: DeviceEdit): MethodInput<typeof METHOD> {
  const { name, ...rest } = edit
  return { imei, ...(name === undefined ? {} : { deviceName: name }), ...rest }
}

function trimmed(edit: DeviceEdit): DeviceEdit {
  const known = Object.entries(edit).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    known.map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value]),
  )
}

async function profileOf(viewer: Viewer, { connectionId }: Device): Promise<Profile> {
  const row = await db().jimiConnection.findFirst({
    where: { tenantId: viewer.tenantId, id: connectionId },
    select: { profile: true },
  })
  if (row === null) throw new NotFoundError()
  return toProfile(row.profile)
}

/** What it was and what it is, for the audit. */
function changesOf(
  device: Device & { state: { odometerKm: number | null } | null },
  edit: DeviceEdit,
): AuditDetail {
  const before = { ...device, odometerKm: device.state?.odometerKm ?? null }
  return Object.fromEntries(
    EDIT_FIELDS.flatMap((field) => {
      const to = edit[field]
      return to === undefined ? [] : [[field, { from: before[field], to }] as const]
    }),
  )
}
