// Changes to accounts and devices: what is sent, what verdicts and refusals tell, and which calls name whom.

import { describe, expect, test } from 'vitest'
import { accessToken, answers, fakeVendor } from '../client.test-helper'
import { JimiContractError } from '../errors'
import { getMethod } from './index'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'

const pro = { profile: 'pro' } as const
const ts = { profile: 'ts' } as const
const permissions = {
  webLogin: true,
  appLogin: true,
  sendCommands: false,
  setWorkingMode: false,
  editOnWeb: false,
  editInApp: true,
}
const child = {
  login: 'sub_01',
  name: 'Sub 1',
  type: 'sales' as const,
  passwordMd5: '8fe4c11451281c094a6578e6ddbf5eed',
  email: 'a@b.example',
  permissions,
}

describe('an account', () => {
  test('is made with six digits of permissions, a numbered type and a capital Email', () => {
    expect(encodeInput('jimi.user.child.create', child, pro)).toEqual({
      account_id: 'sub_01',
      nick_name: 'Sub 1',
      account_type: '3',
      password: '8fe4c11451281c094a6578e6ddbf5eed',
      Email: 'a@b.example',
      permissions: '110001',
    })
  })

  test.each([
    ['a login of two letters', { login: 'ab' }],
    ['a login with a blank', { login: 'a b c' }],
    ['a password that is no digest', { passwordMd5: 'secret-123' }],
  ])('is not made with %s', (_, change) => {
    expect(() => encodeInput('jimi.user.child.create', { ...child, ...change }, pro)).toThrow(
      JimiContractError,
    )
  })

  test('is read with a small email, and a digest in capitals', () => {
    const params = encodeInput('jimi.user.child.create', child, pro)
    const { Email = '', ...rest } = params
    const spelled = { ...rest, email: Email, password: params.password?.toUpperCase() ?? '' }
    expect(decodeInput('jimi.user.child.create', spelled, pro)).toEqual({ ok: true, input: child })
  })

  test.each(['11100', '1110001', '11100x', '112000'])('has no permissions %s', (text) => {
    const params = { ...encodeInput('jimi.user.child.create', child, pro), permissions: text }
    expect(decodeInput('jimi.user.child.create', params, pro)).toMatchObject({ parameter: 'permissions' })
  })

  test('that moves is named with the account it moves under', () => {
    const { accounts } = getMethod('jimi.user.child.move')
    expect(accounts({ accountLogin: 'a', targetLogin: 'b' })).toEqual(['a', 'b'])
  })
})

describe('a device', () => {
  const imei = '868120145233604'

  test('changes its odometer in metres, and only what is named, and less in profile ts', () => {
    const input = { imei, plate: '粤B3604', odometerKm: 102.5, enabled: false, icon: 'motorcycle' as const }
    const common = { imei, vehicle_number: '粤B3604', device_status: '0', vehicle_icon: 'mtc' }
    expect(encodeInput('jimi.open.device.update', input, pro)).toEqual({ ...common, mileage: '102500' })
    expect(encodeInput('jimi.open.device.update', input, ts)).toEqual(common)
    const decoded = decodeInput('jimi.open.device.update', { ...common, mileage: '102500' }, pro)
    expect(decoded).toEqual({ ok: true, input })
  })

  test('expires at the end of a day that is named without a time', () => {
    const params = { imei_list: imei, new_expiration: '2037-04-01' }
    expect(decodeInput('jimi.user.device.expiration.update', params, pro)).toMatchObject({
      input: { expiresAt: new Date('2037-04-01T23:59:59Z') },
    })
  })

  test('moves with 49 others at most', () => {
    const move = (count: number) =>
      encodeInput(
        'jimi.open.device.move',
        { sourceLogin: 'a', targetLogin: 'b', imeis: Array(count).fill(imei), clearBindings: true },
        pro,
      )
    expect(move(50)).toMatchObject({ src_account: 'a', dest_account: 'b', cleanBindFlag: '1' })
    expect(() => move(51)).toThrow(/50 IMEIs/)
  })

  test.each([
    [{ result: null, data: null }, []],
    [{ result: [] }, []],
    [{ result: [imei, 868120145233605] }, [imei, '868120145233605']],
    [{ result: imei }, [imei]],
    [{ result: [{ toString: 1 }, 'x', imei] }, [imei]],
  ])('is moved, says %j', (answer, imeis) => {
    expect(decodeOutput('jimi.open.device.move', answer, pro).value).toEqual(imeis)
  })

  test('is moved without a list, or with one', () => {
    expect(encodeOutput('jimi.open.device.move', [], pro)).toEqual({ result: null, data: null })
    expect(encodeOutput('jimi.open.device.move', [imei], pro)).toEqual({ result: [imei], data: null })
  })
})

describe('the client', () => {
  const vendor = fakeVendor()

  test('tells which devices stood in the way of a move', async () => {
    // The vendor's sample.
    vendor.handler = answers(
      '{"code":1112,"message":" device already exists ","result":["202205454545454"],"data":null}',
    )
    const input = { sourceLogin: 'a', targetLogin: 'b', imeis: ['202205454545454'] }
    await expect(vendor.client().call('jimi.open.device.move', input, { accessToken })).rejects.toMatchObject(
      {
        code: 1112,
        retry: 'never',
        offendingImeis: ['202205454545454'],
      },
    )
  })

  test('sends the edit of a fence under the name of the method that makes them', async () => {
    vendor.handler = answers({ code: 0, message: 'success', result: null, data: 'f1' })
    const point = { lat: 52.52, lng: 13.405 }
    const input = {
      accountLogin: 'a',
      fenceId: 'f1',
      name: 'Yard',
      shape: 'circle' as const,
      points: [point],
      radiusM: 200,
    }
    const id = await vendor.client().call('jimi.open.platform.fence.update', input, { accessToken })
    expect(id).toBe('f1')
    expect(vendor.calls[0]?.form).toMatchObject({ method: 'jimi.open.platform.fence.create', fence_id: 'f1' })
  })
})
