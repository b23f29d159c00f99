import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endHook, setAllowedSources, storeHook } from '@/lib/server/data/push-hooks'
import { db } from '@/lib/server/db'
import { HOOK_FRESH_MS, hookBook } from '@/lib/server/push/hooks'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { expectRefusal, type Refusal } from './expect-refusal'
import {
  countRows,
  EXAMPLE_IMEIS,
  formOf,
  gpsItem,
  makePushTenant,
  nobodys,
  type PushTenant,
  post,
} from './push-world'

const [IMEI] = EXAMPLE_IMEIS
const GPS = JSON.stringify([gpsItem(IMEI)])
const json = (value: unknown) => ({ raw: JSON.stringify(value), contentType: 'application/json' })

describeOnEachDatabase('the receiver of pushes', () => {
  let ours: PushTenant
  let theirs: PushTenant
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
    ours = await makePushTenant()
    theirs = await makePushTenant([])
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  const expectRefused = (expected: Refusal, act: () => ReturnType<typeof post>) =>
    expectRefusal(ours, expected, act)

  test('a right post is stored before it is acknowledged, in the words of both families', async () => {
    const answer = await post(ours.hook, 'pushgps', { form: { token: ours.token, data_list: GPS } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ code: 0, msg: 'success', message: 'success' })
    expect(await db().position.count({ where: { tenantId: ours.tenantId } })).toBe(1)
  })

  describe('who posts', () => {
    test.each([
      ['wrong', nobodys()],
      ['missing', undefined],
      ['empty', ''],
      ['almost right', null],
    ])('a token that is %s gets the vendor\'s "invalid token"', async (_, token) => {
      const given = token === null ? ours.token.slice(0, -1) : token
      await expectRefused({ status: 401, code: 1 }, () =>
        post(ours.hook, 'pushgps', { form: { token: given, data_list: GPS } }),
      )
    })

    test("another tenant's token is no better than a wrong one, also within the right one's list", async () => {
      await expectRefused({ status: 401, code: 1 }, () =>
        post(ours.hook, 'pushgps', { form: { token: theirs.token, data_list: GPS } }),
      )
      for (const token of [[ours.token], { '0': ours.token }, true, 1, null])
        await expectRefused({ status: 401, code: 1 }, () =>
          post(ours.hook, 'pushgps', json({ token, data_list: [gpsItem(IMEI)] })),
        )
    })

    test('a wrong token and a right one at once are refused as a whole', async () => {
      const twice = `${formOf({ token: ours.token, data_list: GPS })}&token=${nobodys()}`
      await expectRefused({ status: 400, code: 400 }, () => post(ours.hook, 'pushgps', { raw: twice }))
      const brackets = `token[]=${ours.token}&${formOf({ data_list: GPS })}`
      await expectRefused({ status: 401, code: 1 }, () => post(ours.hook, 'pushgps', { raw: brackets }))
    })

    test('an unknown hook, an unknown topic and both have one answer, whatever the token', async () => {
      const form = { token: ours.token, data_list: GPS }
      const answers = await Promise.all([
        post(nobodys(), 'pushgps', { form }),
        post(ours.hook, 'pushnothing', { form }),
        post(ours.hook, 'pushnothing', { form: { ...form, token: 'wrong' } }),
        post(nobodys(), '', { form }),
        post('x', 'pushgps', { form }),
        post(ours.hook, 'pushnothing', { method: 'GET' }),
        post(nobodys(), 'pushgps', { method: 'GET' }),
      ])
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(answers[0]?.status).toBe(404)
      await expectRefused({ status: 404, code: 404 }, () => post(ours.hook, '__proto__', { form }))
    })

    test('a legacy message needs no token, for the vendor sends none; one that comes along must be right', async () => {
      const data = JSON.stringify({
        imei: EXAMPLE_IMEIS[5],
        alarmType: '2',
        alarmTime: '2026-01-08 12:00:00',
      })
      const form = { msgType: 'jimi.push.device.alarm', data }
      await expectRefused({ status: 401, code: 1 }, () =>
        post(ours.hook, '', { form: { ...form, token: '' } }),
      )
      await expectRefused({ status: 401, code: 1 }, () =>
        post(ours.hook, '', { form: { ...form, token: theirs.token } }),
      )
      const before = await countRows(ours.tenantId)
      expect((await post(ours.hook, '', { form })).status).toBe(200)
      const after = await countRows(ours.tenantId)
      expect(after).toBeGreaterThan(before)
      expect((await post(ours.hook, '', { form: { ...form, token: ours.token } })).status).toBe(200)
      expect(await countRows(ours.tenantId)).toBe(after)
    })

    test('the hook itself takes no hub push without a token', async () => {
      const item = { code: 0, data: { _code: '100', _imei: IMEI, _serverFlagId: '1', _content: 'OK!' } }
      await expectRefused({ status: 401, code: 1 }, () =>
        post(ours.hook, '', { form: { msgType: '1', data_list: JSON.stringify([item]) } }),
      )
    })

    test('an address that is not on the list is refused without a word of why, before the body counts', async () => {
      const tenant = await makePushTenant()
      await setAllowedSources(tenant.owner, tenant.connectionId, ['203.0.113.0/24', '2001:db8::/32'])
      const send = (remoteAddress: string | null, token = tenant.token) =>
        post(tenant.hook, 'pushgps', { form: { token, data_list: GPS }, remoteAddress })
      for (const address of ['198.51.100.7', '2001:db9::1', null]) {
        const answer = await send(address)
        expect(answer.status).toBe(403)
        expect(answer).toEqual(await send(address, 'wrong'))
      }
      expect(await countRows(tenant.tenantId)).toBe(0)
      for (const address of ['203.0.113.9', '2001:db8::7', '::ffff:203.0.113.9'])
        expect((await send(address)).status).toBe(200)
      expect((await post(tenant.hook, '', { method: 'GET' })).status).toBe(403)
    })

    test('a rotated hook goes on beside the new one until its owner ends it', async () => {
      const tenant = await makePushTenant()
      const form = (token: string) => ({ form: { token, data_list: GPS } })
      const next = await storeHook(tenant.tenantId, { connectionId: tenant.connectionId, actorId: null })
      expect((await post(tenant.hook, 'pushgps', form(tenant.token))).status).toBe(200)
      expect((await post(next.path, 'pushgps', form(next.token))).status).toBe(200)
      expect((await post(next.path, 'pushgps', form(tenant.token))).status).toBe(401)
      hookBook().forget(await endHook(tenant.owner, tenant.hookId))
      expect((await post(tenant.hook, 'pushgps', form(tenant.token))).status).toBe(404)
      expect((await post(next.path, 'pushgps', form(next.token))).status).toBe(200)
    })

    test('a hook that was ended in another process is refused within seconds', async () => {
      const tenant = await makePushTenant()
      const now = new Date()
      const send = (at: Date) =>
        post(tenant.hook, 'pushgps', { form: { token: tenant.token, data_list: GPS }, now: at })
      expect((await send(now)).status).toBe(200)
      await endHook(tenant.owner, tenant.hookId)
      expect((await send(new Date(now.getTime() + HOOK_FRESH_MS))).status).toBe(404)
    })

    test('a connection that is switched off takes no posts, and keeps nothing, until it is switched on', async () => {
      const tenant = await makePushTenant()
      const now = Date.now()
      const send = (second: number) => {
        const form = { token: tenant.token, data_list: JSON.stringify([gpsItem(IMEI, second)]) }
        return post(tenant.hook, 'pushgps', { form, now: new Date(now + second * HOOK_FRESH_MS) })
      }
      const switchTo = (enabled: boolean) =>
        db().jimiConnection.updateMany({ where: { tenantId: tenant.tenantId }, data: { enabled } })
      expect((await send(0)).status).toBe(200)
      await switchTo(false)
      expect((await send(1)).status).toBe(404)
      expect(await countRows(tenant.tenantId)).toBe(1)
      await switchTo(true)
      expect((await send(2)).status).toBe(200)
    })
  })

  describe('the check of the address', () => {
    test('an empty post and a GET say yes, and nothing else', async () => {
      for (const topic of ['', 'pushgps', 'PUSHGPS', 'pushiothubevent']) {
        for (const method of ['GET', 'POST'] as const) {
          const answer = await post(ours.hook, topic, { method, raw: '' })
          expect([answer.status, JSON.parse(answer.body).code]).toEqual([200, 0])
        }
        expect((await post(ours.hook, topic, { body: null })).status).toBe(200)
      }
    })
  })

  describe('bad items among good ones', () => {
    test('cost their neighbours nothing, and are kept with their reason and their bytes', async () => {
      const tenant = await makePushTenant()
      const bad = [
        { ...gpsItem(IMEI, 1), lat: 'north' },
        { ...gpsItem(IMEI, 2), lat: 91 },
        { ...gpsItem(IMEI, 3), gpsTime: '2026-13-45 99:00:00' },
        gpsItem('860000000009999', 4),
      ]
      const good = [10, 11, 12].map((second) => gpsItem(IMEI, second))
      const list = JSON.stringify([bad[0], good[0], bad[1], good[1], bad[2], bad[3], good[2]])
      const answer = await post(tenant.hook, 'pushgps', { form: { token: tenant.token, data_list: list } })
      expect(answer.status).toBe(200)
      expect(await db().position.count({ where: { tenantId: tenant.tenantId } })).toBe(3)
      const rejects = await db().pushReject.findMany({ where: { tenantId: tenant.tenantId } })
      expect(rejects.map(({ topic }) => topic)).toEqual(Array(4).fill('pushgps'))
      const byText = new Map(rejects.map((row) => [Buffer.from(row.raw).toString('utf8'), row.reason]))
      expect(bad.map((item) => byText.get(JSON.stringify(item)))).toEqual([
        'wrong_type',
        'out_of_range',
        'impossible_time',
        'unknown_device',
      ])
    })

    test('a device of another tenant is nobody here, and nothing of it reaches that tenant', async () => {
      const other = await makePushTenant(['860000000000777'])
      const form = { token: ours.token, data_list: JSON.stringify([gpsItem('860000000000777')]) }
      expect((await post(ours.hook, 'pushgps', { form })).status).toBe(200)
      expect(await countRows(other.tenantId)).toBe(0)
      const where = { tenantId: ours.tenantId, reason: 'unknown_device', imei: '860000000000777' }
      expect(await db().pushReject.count({ where })).toBe(1)
    })

    test('a hundred replays of one body have one effect', async () => {
      const tenant = await makePushTenant()
      const list = JSON.stringify([gpsItem(IMEI, 1), gpsItem(IMEI, 2), { ...gpsItem(IMEI, 3), lat: 91 }])
      const form = { token: tenant.token, data_list: list }
      await Promise.all(Array.from({ length: 100 }, () => post(tenant.hook, 'pushgps', { form })))
      expect(await countRows(tenant.tenantId)).toBe(3)
    })
  })
})
