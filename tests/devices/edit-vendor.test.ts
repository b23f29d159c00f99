// Changes of devices go to the vendor first: what it accepts stands here at once, what it refuses leaves our row alone.

import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { listTenantRoster } from '@/lib/server/data/system/roster'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import { EditRefusedError, editDevice } from '@/lib/server/services/device-edit'
import { describeOnEachDatabase } from '../db/each-database'
import { prepareLiveSetting } from '../live/live-setting'
import type { Customer } from '../live/vendor'
import { makeUser } from '../notify/notify-world'

const UPDATE = 'jimi.open.device.update'
const setting = prepareLiveSetting()

describeOnEachDatabase('changes of a device', () => {
  let customer: Customer
  let owner: Viewer
  let device: { id: string; imei: string }

  beforeEach(async () => {
    customer = await setting().knownTenant()
    owner = await makeUser(customer.ref.tenantId, { role: 'owner' })
    device = await db().device.findFirstOrThrow({
      where: { tenantId: owner.tenantId, account: { login: 'acme-north' } },
      select: { id: true, imei: true },
      orderBy: { imei: 'asc' },
    })
  })

  const stored = () => db().device.findFirstOrThrow({ where: { tenantId: owner.tenantId, id: device.id } })
  const audited = () =>
    db().$queryRaw<{ action: string; target: string; detail: unknown }[]>`
      SELECT action, target, detail FROM audit_entry WHERE tenant_id = ${owner.tenantId}::uuid ORDER BY seq`

  test('all fields arrive at the vendor, in our row, in live lists and in the audit trail', async () => {
    const before = await db().jimiConnection.findFirstOrThrow({ where: { id: customer.ref.id } })
    const row = await editDevice(owner, device.id, {
      edit: {
        name: '  Van 7  ',
        plate: 'AB-7',
        driverName: 'Zoë O’Neil',
        driverPhone: '+351 912 345 678',
        sim: '8935101',
        remark: 'Gate 2\nring twice',
        odometerKm: 4321.5,
        icon: 'person',
        enabled: false,
      },
    })
    const texts = {
      ...{ name: 'Van 7', plate: 'AB-7', driverName: 'Zoë O’Neil', driverPhone: '+351 912 345 678' },
      ...{ sim: '8935101', remark: 'Gate 2\nring twice', enabled: false },
    }
    expect(row).toMatchObject({ ...texts, icon: 'per', odometerKm: 4321.5 })
    expect(await stored()).toMatchObject({ ...texts, icon: 'per' })
    const { odometerKm, remark, driverPhone, ...rest } = await callJimi(owner, 'jimi.track.device.detail', {
      imei: device.imei,
    })
    expect(rest).toMatchObject({ deviceName: 'Van 7', plate: 'AB-7', sim: '8935101', enabled: false })
    expect([driverPhone, remark]).toEqual([texts.driverPhone, texts.remark])
    expect(odometerKm).toBeCloseTo(4321.5, 1)
    const live = (await listTenantRoster(owner.tenantId)).find(({ id }) => id === device.id)
    expect(live).toMatchObject({ name: 'Van 7', plate: 'AB-7' })
    const after = await db().jimiConnection.findFirstOrThrow({ where: { id: customer.ref.id } })
    expect(after.rosterSyncedAt?.getTime()).toBe((before.rosterSyncedAt?.getTime() ?? 0) + 1)
    const entries = await audited()
    expect(entries).toMatchObject([{ action: 'device.edit', target: device.id }])
    expect(entries[0]?.detail).toMatchObject({ imei: device.imei, changes: { name: { to: 'Van 7' } } })
    expect(await verifyAuditChain(owner.tenantId)).toMatchObject({ intact: true })
  })

  test('what the vendor refuses leaves row and audit trail as they were', async () => {
    const before = await stored()
    await setting().vendor.fault({ kind: 'code', method: UPDATE, code: 41005, times: 1 })
    await expect(editDevice(owner, device.id, { edit: { name: 'Refused' } })).rejects.toMatchObject({
      code: 41005,
    })
    expect(await stored()).toEqual(before)
    expect(await audited()).toEqual([])
    const row = await editDevice(owner, device.id, { edit: { name: 'Accepted' } })
    expect(row.name).toBe('Accepted')
  })

  test('what cannot be right is refused at its field before the vendor is asked', async () => {
    const wrong = {
      ...{ name: '   ', plate: 'X'.repeat(51), driverName: 'a\u0000b', driverPhone: 'call me' },
      ...{ sim: 'not a card', remark: 'x'.repeat(501), odometerKm: -1 },
    }
    const refused = editDevice(owner, device.id, { edit: wrong })
    await expect(refused).rejects.toBeInstanceOf(EditRefusedError)
    await expect(refused).rejects.toMatchObject({
      problems: {
        ...{ name: 'empty', plate: 'long', driverName: 'signs', driverPhone: 'phone' },
        ...{ sim: 'sim', remark: 'long', odometerKm: 'number' },
      },
    })
    expect(await setting().callsOf(UPDATE)).toBe(0)
  })

  test('hostile names travel and are kept letter by letter', async () => {
    for (const name of [
      '=1+1',
      "'; DROP TABLE device;--",
      '<script>alert(1)</script>',
      '‮gnp.exe',
      '🚚 50%_\\',
    ]) {
      expect((await editDevice(owner, device.id, { edit: { name } })).name).toBe(name)
      expect((await stored()).name).toBe(name)
    }
  })

  test('a service that does not know a field is not sent it', async () => {
    await db().jimiConnection.updateMany({ where: { id: customer.ref.id }, data: { profile: 'ts' } })
    await expect(
      editDevice(owner, device.id, { edit: { sim: '8935', name: 'Known' } }),
    ).rejects.toMatchObject({
      problems: { sim: 'unsupported' },
    })
    expect(await setting().callsOf(UPDATE)).toBe(0)
  })

  test('whoever lacks the right is refused, and a device out of scope is a missing one', async () => {
    const edit = { name: 'Mine' }
    const dispatcher = await makeUser(owner.tenantId, { role: 'dispatcher' })
    await expect(editDevice(dispatcher, device.id, { edit })).rejects.toBeInstanceOf(ForbiddenError)
    const sibling = await makeUser(owner.tenantId, {
      role: 'distributor',
      scopePath: '/acme/acme-northwest/',
    })
    const stranger = await makeUser((await setting().knownTenant('other')).ref.tenantId, { role: 'owner' })
    for (const viewer of [sibling, stranger])
      for (const id of [device.id, '00000000-0000-4000-8000-000000000000', 'x'])
        await expect(editDevice(viewer, id, { edit })).rejects.toEqual(new NotFoundError())
    expect(await setting().callsOf(UPDATE)).toBe(0)
    const branch = await makeUser(owner.tenantId, { role: 'distributor', scopePath: '/acme/acme-north/' })
    expect((await editDevice(branch, device.id, { edit })).name).toBe('Mine')
  })
})
