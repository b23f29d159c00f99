// Views of the table of devices for people: kept, renamed, taken away, and the columns they have now.

import { type DeviceViewDraft, type DeviceViews, MAX_VIEWS } from '@/lib/domain/api/device-table'
import type { ColumnLayout } from '@/lib/domain/device-table'
import type { Viewer } from '../access'
import * as data from '../data/device-views'
import { AppError, InvalidInputError } from '../errors'

/** The person's views and columns. */
export async function deviceViews(viewer: Viewer): Promise<DeviceViews> {
  const [views, columns] = await Promise.all([data.listViews(viewer), data.findLayout(viewer)])
  return { views, columns }
}

/**
 * Keeps a view, or changes the one with this id; answers its id.
 * @throws AppError `view_name_taken`; InvalidInputError when there are too many; NotFoundError for another's or none
 */
export async function saveDeviceView(
  viewer: Viewer,
  id: string | null,
  draft: DeviceViewDraft,
): Promise<string> {
  if (id === null && (await data.countViews(viewer)) >= MAX_VIEWS)
    throw new InvalidInputError(
      `There are ${MAX_VIEWS} views already. Delete one that is not needed any more.`,
    )
  if (await data.isViewNameTaken(viewer, draft.name, id)) throw nameTaken()
  return data.saveView(viewer, id, draft)
}

/** @throws NotFoundError for another's or none */
export function removeDeviceView(viewer: Viewer, id: string): Promise<void> {
  return data.removeView(viewer, id)
}

/** Keeps the columns of the person's table. */
export function saveDeviceLayout(viewer: Viewer, columns: readonly ColumnLayout[]): Promise<void> {
  return data.saveLayout(viewer, columns)
}

function nameTaken(): AppError {
  return new AppError({
    code: 'view_name_taken',
    userMessage: 'You have a view of this name already. Choose another name.',
    status: 409,
  })
}
