// Views of the table of devices: each person's own.

import { beforeAll, expect, test } from 'vitest'
import { type DeviceViewDraft, MAX_VIEWS } from '@/lib/domain/api/device-table'
import { ALL_DEVICES, USUAL_COLUMNS, USUAL_SORT } from '@/lib/domain/device-table'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { InvalidInputError, NotFoundError } from '@/lib/server/errors'
import {
  deviceViews,
  removeDeviceView,
  saveDeviceLayout,
  saveDeviceView,
} from '@/lib/server/services/device-views'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'
import { makeUser } from '../notify/notify-world'

const draftOf = (name: string, over: Partial<DeviceViewDraft> = {}): DeviceViewDraft => ({
  name,
  isDefault: false,
  spec: {
    filter: { ...ALL_DEVICES, q: '100%', groups: [], statuses: [], models: ["O'Neil"], kinds: [] },
    sort: USUAL_SORT,
    columns: [...USUAL_COLUMNS],
  },
  ...over,
})

describeOnEachDatabase('views of the table of devices', () => {
  let tenantId: string
  let me: Viewer
  let colleague: Viewer
  beforeAll(async () => {
    tenantId = (await makeTenant()).tenantId
    me = await makeUser(tenantId)
    colleague = await makeUser(tenantId)
  })

  test('a view comes back as it was kept, and one at most is the default', async () => {
    const first = await saveDeviceView(me, null, draftOf('First', { isDefault: true }))
    const second = await saveDeviceView(me, null, draftOf('Second', { isDefault: true }))
    const { views } = await deviceViews(me)
    expect(views).toEqual([
      { ...draftOf('First'), id: first },
      { ...draftOf('Second', { isDefault: true }), id: second },
    ])
    await saveDeviceView(me, first, draftOf('First, renamed'))
    expect((await deviceViews(me)).views.map(({ name }) => name)).toEqual(['First, renamed', 'Second'])
    await removeDeviceView(me, first)
    await removeDeviceView(me, second)
    expect((await deviceViews(me)).views).toEqual([])
  })

  test('nobody else sees, changes or deletes it, and a name is taken only by its owner', async () => {
    const id = await saveDeviceView(me, null, draftOf('Mine'))
    expect((await deviceViews(colleague)).views).toEqual([])
    await expect(saveDeviceView(colleague, id, draftOf('Theirs'))).rejects.toEqual(new NotFoundError())
    await expect(removeDeviceView(colleague, id)).rejects.toEqual(new NotFoundError())
    await expect(saveDeviceView(me, null, draftOf('Mine'))).rejects.toMatchObject({ code: 'view_name_taken' })
    const theirs = await saveDeviceView(colleague, null, draftOf('Mine'))
    expect((await deviceViews(me)).views.map((view) => view.id)).toEqual([id])
    await removeDeviceView(colleague, theirs)
    await removeDeviceView(me, id)
  })

  test('a default that cannot be kept leaves the one before', async () => {
    const id = await saveDeviceView(me, null, draftOf('Kept', { isDefault: true }))
    const missing = '00000000-0000-4000-8000-000000000000'
    await expect(saveDeviceView(me, missing, draftOf('Other', { isDefault: true }))).rejects.toEqual(
      new NotFoundError(),
    )
    expect((await deviceViews(me)).views).toMatchObject([{ id, isDefault: true }])
    await removeDeviceView(me, id)
  })

  test('there is an end to how many, and a view of an unknown version is left out', async () => {
    const rows = Array.from({ length: MAX_VIEWS }, (_, at) => ({
      ...{ tenantId, ownerId: me.userId, name: `Old ${at}`, spec: { columns: 'unknown' } },
      ...{ id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, updatedAt: new Date() },
    }))
    await db().deviceView.createMany({ data: rows })
    expect((await deviceViews(me)).views).toEqual([])
    await expect(saveDeviceView(me, null, draftOf('One more'))).rejects.toBeInstanceOf(InvalidInputError)
    await db().deviceView.deleteMany({ where: { tenantId, ownerId: me.userId } })
  })

  test('the columns of the table are kept for the person', async () => {
    expect((await deviceViews(me)).columns).toBeNull()
    await saveDeviceLayout(me, [{ key: 'imei', widthPx: 200 }])
    await saveDeviceLayout(me, [{ key: 'name', widthPx: 300 }])
    expect((await deviceViews(me)).columns).toEqual([{ key: 'name', widthPx: 300 }])
    expect((await deviceViews(colleague)).columns).toBeNull()
  })
})
