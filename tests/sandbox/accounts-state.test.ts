// What calls make of accounts, devices and groups, and that it is seen by the calls after them.

import { describe, expect, test } from 'vitest'
import { BELOW, DRIVING, EXPIRED, FOREIGN } from './fixture-world'
import { md5, memberText, openBench, rows, tokenGet } from './raw-client'
import { bench, call, devicesOf, prepareYard, signIn } from './yard-bench'
import { CAMERA, yardWorld } from './yard-world'

prepareYard()

describe('accounts', () => {
  const FORM = {
    account_id: 'night_shift',
    nick_name: 'Night shift',
    account_type: '2',
    password: md5('pw-night'),
    Email: 'night@acme.example',
    permissions: '111000',
  }

  test('one that is created can log in, stands below its parent, and is gone when deleted', async () => {
    await call('jimi.user.child.create', { ...FORM, super_account: 'acme_north' })
    // Type 2 of a request, an end user, is 9 in lists.
    expect(rows(await call('jimi.user.child.list', { target: 'acme_north' }))).toContainEqual(
      expect.objectContaining({ account: 'night_shift', type: 9, email: 'night@acme.example' }),
    )
    const login = tokenGet('night_shift', { user_pwd_md5: md5('pw-night') })
    const session = await bench.post(bench.signed(login))
    expect(session).toMatchObject({ code: 0 })
    await call('jimi.user.child.del', { account_id: 'night_shift' })
    const access_token = memberText(session.result, 'accessToken')
    expect(await bench.call('jimi.user.child.list', { access_token, target: 'night_shift' })).toMatchObject({
      code: 1004,
    })
    // Asking again is allowed after a minute.
    bench.clock.ms += 60_000
    expect(await bench.post(bench.signed(login))).toMatchObject({ code: 1001 })
  })

  test('a deleted account takes its groups, fences and bindings with it, so that a new one of that login starts empty', async () => {
    const form = { ...FORM, super_account: 'acme' }
    const login = 'night_shift'
    const make = async () => {
      await call('jimi.user.child.create', form)
      return memberText(
        (await call('jimi.device.group.create', { account: login, group_name: 'Crew' })).result,
        'group_id',
      )
    }
    const fence = { account: login, fence_name: 'Yard', fence_type: 'circle', geom: '40,-8.5', radius: '500' }
    const group_id = await make()
    const fence_id = memberText(await call('jimi.open.platform.fence.create', fence), 'data')
    await call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in' })
    await call('jimi.open.device.bind', { imei: DRIVING, user_id: login })
    expect(await call('jimi.user.child.del', { account_id: login })).toMatchObject({ code: 0 })

    // Gone at once, not only for the next of that name.
    expect(await call('jimi.open.platform.fence.detail', { fence_id })).toMatchObject({ code: -1 })
    expect(await call('jimi.device.group.update', { group_id, group_name: 'x' })).toMatchObject({
      code: 1100,
    })
    expect(await call('jimi.open.device.bind', { imei: DRIVING, user_id: 'acme' })).toMatchObject({ code: 0 })

    await call('jimi.user.child.create', form)
    const groups = rows(await call('jimi.device.group.list', { account: login }))
    expect(groups.map(({ group_name }) => group_name)).toEqual(['Default group'])
    const fences = await call('jimi.open.platform.fence.list', { account: login })
    expect(fences).toMatchObject({ result: { total: 0 } })
    expect((await bench.control('/state')).body).toMatchObject({ bindings: { count: 1 } })
  })

  test('email in small letters is taken, unless parameters are strict', async () => {
    const { Email: email, ...rest } = FORM
    expect(await call('jimi.user.child.create', { ...rest, email })).toMatchObject({ code: 0 })
    await bench.setSwitches({ strictParams: true })
    const second = { ...rest, account_id: 'late_shift', email }
    expect(await call('jimi.user.child.create', second)).toMatchObject({ code: 1001 })
  })

  test('an end user may create end users alone', async () => {
    await signIn('acme_yard')
    expect(await call('jimi.user.child.create', { ...FORM, account_type: '1' })).toMatchObject({ code: 215 })
    expect(await call('jimi.user.child.create', FORM)).toMatchObject({ code: 0 })
  })

  test('moving one moves its rights', async () => {
    const north = await bench.login('acme_north')
    const list = () => bench.call('jimi.user.device.list', { access_token: north, target: 'acme_yard' })
    expect(await list()).toMatchObject({ code: 0 })
    await call('jimi.user.child.move', { account: 'acme_yard', target_account: 'acme' })
    expect(await list()).toMatchObject({ code: 1002 })
  })

  test.each([
    ['an account with devices', 'acme_yard'],
    ['an account with children', 'acme_north'],
    ['the caller', 'acme'],
    ['a stranger', 'other'],
  ])('%s is not deleted', async (_, account_id) => {
    expect(await call('jimi.user.child.del', { account_id })).toMatchObject({ code: 1002 })
  })
})

describe('devices', () => {
  test('a move changes owner, and whom the device can be seen by', async () => {
    const move = { src_account: 'acme', dest_account: 'acme_north', imeis: `${DRIVING},${CAMERA}` }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ code: 0, result: null })
    expect((await devicesOf('acme')).has(DRIVING)).toBe(false)
    expect([...(await devicesOf('acme_north')).keys()]).toEqual([DRIVING, CAMERA])
    await signIn('acme_north')
    expect(await call('jimi.track.device.detail', { imei: DRIVING })).toMatchObject({
      result: { account: 'acme_north', customerName: 'Name of acme_north' },
    })
  })

  test('nothing is moved when one of them is rejected', async () => {
    const move = { src_account: 'acme', dest_account: 'acme_yard', imeis: `${DRIVING},${BELOW}` }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ code: 1112, result: [BELOW] })
    const illegal = { ...move, imeis: `${DRIVING},${FOREIGN}` }
    expect(await call('jimi.open.device.move', illegal)).toMatchObject({ code: 219, result: [FOREIGN] })
    expect((await devicesOf('acme')).has(DRIVING)).toBe(true)
  })

  test('moveResult: Pro names what was moved', async () => {
    await bench.setSwitches({ moveResult: 'moved' })
    const move = { src_account: 'acme', dest_account: 'acme_yard', imeis: DRIVING }
    expect(await call('jimi.open.device.move', move)).toMatchObject({ result: [DRIVING] })
  })

  test('an update changes what is sent and nothing else', async () => {
    const before = (await devicesOf('acme')).get(DRIVING)
    await call('jimi.open.device.update', {
      imei: DRIVING,
      vehicle_number: 'ÄÖ 123',
      driver_name: "Zoë O'Neil",
    })
    const after = (await devicesOf('acme')).get(DRIVING)
    expect(after).toEqual({ ...before, vehicleNumber: 'ÄÖ 123', driverName: "Zoë O'Neil" })
  })

  test('the odometer is set in metres, read in km, and counts on', async () => {
    await call('jimi.open.device.update', { imei: DRIVING, mileage: '500000' })
    const [row] = rows(await call('jimi.device.location.get', { imeis: DRIVING }))
    expect(row).toMatchObject({ currentMileage: '500' })
  })

  test('ts leaves what its document does not know', async () => {
    const ts = await openBench({ profile: 'ts', world: yardWorld })
    try {
      const access_token = await ts.login()
      const update = { access_token, imei: DRIVING, sim: '999', vehicle_name: 'Named' }
      await ts.call('jimi.open.device.update', update)
      const { result } = await ts.call('jimi.track.device.detail', { access_token, imei: DRIVING })
      // 4179 is the number of the fixture's SIM.
      expect(result).toMatchObject({ sim: '4179', vehicleName: 'Named' })
    } finally {
      await ts.sandbox.close()
    }
  })

  test('a new expiry brings an expired device back, with a verdict for each IMEI', async () => {
    const params = { imei_list: `${EXPIRED},${FOREIGN}`, new_expiration: '2031-06-30' }
    const answer = await call('jimi.user.device.expiration.update', params)
    expect(rows(answer).map(({ update_result }) => update_result)).toEqual(['0', '1'])
    const [row] = rows(await call('jimi.device.location.get', { imeis: EXPIRED }))
    expect(row).toMatchObject({ expireFlag: '1', lng: -8.5 })
    expect((await devicesOf('acme')).get(EXPIRED)).toMatchObject({ expiration: '2031-06-30 23:59:59' })
  })

  test('moving with cleanBindFlag 1 frees the device for another app user', async () => {
    const bind = (imei: string) => call('jimi.open.device.bind', { imei, user_id: 'acme_yard' })
    await bind(DRIVING)
    await bind(CAMERA)
    const move = { src_account: 'acme', dest_account: 'acme_yard' }
    await call('jimi.open.device.move', { ...move, imeis: DRIVING, cleanBindFlag: '1' })
    await call('jimi.open.device.move', { ...move, imeis: CAMERA, cleanBindFlag: '0' })
    expect(await bind(DRIVING)).toMatchObject({ code: 0 })
    expect(await bind(CAMERA)).toMatchObject({ code: 10 })
  })
})

describe('groups', () => {
  async function create(group_name: string): Promise<string> {
    const answer = await call('jimi.device.group.create', { account: 'acme', group_name })
    return memberText(answer.result, 'group_id')
  }

  test('the default group stands first, and holds whoever is in no other', async () => {
    await create('Night shift')
    const groups = rows(await call('jimi.device.group.list', { account: 'acme' }))
    expect(groups.map(({ group_name }) => group_name)).toEqual(['Default group', 'Night shift'])
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({ deviceGroupId: groups[0]?.group_id })
  })

  test('devices follow a rename, and fall back to the default group when theirs is deleted', async () => {
    const group_id = await create('Night shift')
    await call('jimi.open.device.update', { imei: DRIVING, deviceGroupId: group_id })
    await call('jimi.device.group.update', { group_id, group_name: 'Late shift' })
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({
      deviceGroupId: group_id,
      deviceGroup: 'Late shift',
    })
    await call('jimi.device.group.delete', { group_id })
    expect((await devicesOf('acme')).get(DRIVING)).toMatchObject({ deviceGroup: 'default group' })
  })

  test('the default group cannot be deleted', async () => {
    const [first] = rows(await call('jimi.device.group.list', { account: 'acme' }))
    const params = { group_id: String(first?.group_id) }
    expect(await call('jimi.device.group.delete', params)).toMatchObject({ code: 1100 })
  })

  test('a stranger cannot touch them', async () => {
    const group_id = await create('Night shift')
    await signIn('other')
    expect(await call('jimi.device.group.delete', { group_id })).toMatchObject({ code: 1100 })
  })

  test('groupPayload: data', async () => {
    await bench.setSwitches({ groupPayload: 'data' })
    const answer = await call('jimi.device.group.list', { account: 'acme' })
    expect(answer).toMatchObject({ result: null, data: [{ group_name: 'Default group' }] })
  })
})
