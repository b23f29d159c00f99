'use server'

import { z } from 'zod'
import {
  type AssignResult,
  type DeviceEditAnswer,
  deviceEditSchema,
  deviceLayoutSchema,
  deviceViewDraftSchema,
  groupNameSchema,
  MAX_ASSIGNED,
} from '@/lib/domain/api/device-table'
import { AppError, InvalidInputError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { EditRefusedError, editDevice } from '@/lib/server/services/device-edit'
import {
  assignDevices,
  createDeviceGroup,
  deleteDeviceGroup,
  renameDeviceGroup,
} from '@/lib/server/services/device-groups'
import { removeDeviceView, saveDeviceLayout, saveDeviceView } from '@/lib/server/services/device-views'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireViewer } from '@/lib/server/session'

/** What came of it; a failure in words for the person. */
export type DevicesAnswer<T = null> = { ok: true; value: T } | { ok: false; message: string }

const idSchema = z.uuid()
/** The vendor's ids of groups: 32 hex digits, as far as is known. */
const groupIdSchema = z.string().min(1).max(100)
const idsSchema = z.array(idSchema).min(1).max(MAX_ASSIGNED)

/** Changes a device, at the vendor first. */
export async function editDeviceAction(deviceId: unknown, edit: unknown): Promise<DeviceEditAnswer> {
  const viewer = await requireViewer()
  try {
    const row = await editDevice(viewer, parse(idSchema, deviceId), { edit: parse(deviceEditSchema, edit) })
    return { ok: true, row }
  } catch (error) {
    if (error instanceof EditRefusedError) return { ok: false, problems: error.problems, message: null }
    return { ok: false, problems: {}, message: await wordsOf(error) }
  }
}

/** Makes a group in an account and answers its id, or renames the one with this id. */
export async function saveGroupAction(
  accountId: unknown,
  groupId: unknown,
  name: unknown,
): Promise<DevicesAnswer<string>> {
  const viewer = await requireViewer()
  return answer(async () => {
    const account = parse(idSchema, accountId)
    const id = parse(groupIdSchema.nullable(), groupId)
    const wanted = parse(groupNameSchema, name)
    if (id === null) return createDeviceGroup(viewer, account, wanted)
    await renameDeviceGroup(viewer, account, { groupId: id, name: wanted })
    return id
  })
}

/** Deletes a group; its devices stay. */
export async function deleteGroupAction(accountId: unknown, groupId: unknown): Promise<DevicesAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await deleteDeviceGroup(viewer, parse(idSchema, accountId), parse(groupIdSchema, groupId))
    return null
  })
}

/** Puts a few devices into a group of their account; tells how each fared. */
export async function assignGroupAction(
  accountId: unknown,
  groupId: unknown,
  deviceIds: unknown,
): Promise<DevicesAnswer<AssignResult[]>> {
  const viewer = await requireViewer()
  return answer(async () =>
    assignDevices(viewer, parse(idSchema, accountId), {
      groupId: parse(groupIdSchema, groupId),
      deviceIds: parse(idsSchema, deviceIds),
    }),
  )
}

/** Keeps a view, or changes the one with this id; answers its id. */
export async function saveViewAction(id: unknown, draft: unknown): Promise<DevicesAnswer<string>> {
  const viewer = await requireViewer()
  return answer(async () =>
    saveDeviceView(viewer, parse(idSchema.nullable(), id), parse(deviceViewDraftSchema, draft)),
  )
}

/** Takes a view away. */
export async function deleteViewAction(id: unknown): Promise<DevicesAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await removeDeviceView(viewer, parse(idSchema, id))
    return null
  })
}

/** Keeps the columns of the person's table. */
export async function saveLayoutAction(columns: unknown): Promise<DevicesAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await saveDeviceLayout(viewer, parse(deviceLayoutSchema, columns))
    return null
  })
}

async function answer<T>(work: () => Promise<T>): Promise<DevicesAnswer<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, message: await wordsOf(error) }
  }
}

async function wordsOf(error: unknown): Promise<string> {
  const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
  if (failure === null) log.error({ err: error }, 'devices: action failed')
  return errorWords(failure ?? internalError(error))
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value)
  if (!read.success) throw new InvalidInputError()
  return read.data
}
