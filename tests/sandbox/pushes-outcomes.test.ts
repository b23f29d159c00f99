import { afterEach, beforeEach, expect, test } from 'vitest'
import type { World } from '@/lib/sandbox/world/types'
import { DRIVING, START_MS } from './fixture-world'
import { instruct } from './hub-client'
import { openReceiver, type Receiver } from './push-receiver'
import { type Bench, openBench, rows } from './raw-client'
import { CAMERA, JTT_CAMERA, OFFLINE, yardWorld } from './yard-world'

let bench: Bench
let receiver: Receiver
let token: string

/** The offline device comes back ten minutes after the start. */
const world: World = {
  ...yardWorld,
  stateAt(imei, atMs) {
    const state = yardWorld.stateAt(imei, atMs)
    return imei === OFFLINE ? { ...state, online: atMs >= START_MS + 600_000 } : state
  },
}

beforeEach(async () => {
  bench = await openBench({ world })
  receiver = await openReceiver()
  token = await bench.login()
  bench.sandbox.pushes.order({ targets: [{ url: receiver.url, token: 'T' }] })
})
afterEach(async () => {
  await bench.sandbox.close()
  await receiver.close()
})

async function pass(seconds: number): Promise<void> {
  bench.clock.ms += seconds * 1000
  bench.sandbox.pushes.tick()
  await bench.sandbox.pushes.quiet()
}

test('a command that waited is answered by push once its device is back, with the flag it was sent with', async () => {
  const command = { deviceImei: OFFLINE, cmdContent: 'VERSION#', offlineFlag: 'true', serverFlagId: '1042' }
  expect(await instruct(bench, command)).toMatchObject({ code: 0, data: { _code: '600' } })
  await pass(60)
  expect(receiver.items('pushInstructResponse')).toEqual([])
  // The device is back; its answer takes the two seconds of the switch.
  await pass(600)
  await pass(2)
  expect(receiver.items('pushInstructResponse')).toEqual([
    {
      code: 0,
      msg: 'success',
      data: {
        _code: '100',
        _msg: null,
        _imei: OFFLINE,
        _serverFlagId: '1042',
        _content: expect.stringContaining('[VERSION]'),
      },
    },
  ])
  const post = receiver.posts.find(({ path }) => path === 'pushInstructResponse')
  expect(post?.fields).toEqual({ token: 'T', msgType: '2', data_list: expect.any(String) })
  await pass(60)
  expect(receiver.items('pushInstructResponse')).toHaveLength(1)
})

test('without envelope the members of the answer stand beside the token', async () => {
  bench.sandbox.pushes.order({ envelope: 'bare' })
  await instruct(bench, { deviceImei: OFFLINE, cmdContent: 'VERSION#', offlineFlag: 'true' })
  await pass(600)
  await pass(2)
  const post = receiver.posts.find(({ path }) => path === 'pushInstructResponse')
  expect(post?.fields).toEqual({
    token: 'T',
    msgType: '2',
    code: '0',
    msg: 'success',
    data: expect.stringContaining('"_serverFlagId":"17"'),
  })
})

test('a raw frame is answered by the legacy message', async () => {
  const params = {
    method: 'jimi.open.instruction.raw.send',
    access_token: token,
    imei: CAMERA,
    raw_cmd: '0a0c0f',
  }
  expect(await bench.call(params.method, params)).toMatchObject({ code: 0 })
  await pass(2)
  expect(receiver.items('').filter((item) => 'raw_data' in item)).toEqual([
    { imei: CAMERA, deviceName: 'Device 110', raw_data: '0A0C0F' },
  ])
})

test('a shot is told by events, file notice and callback, under the key by which it is served', async () => {
  const params = { access_token: token, imei: CAMERA, camera: '1', mediaType: '1' }
  await bench.call('jimi.device.meida.cmd.send', params)
  await pass(4)
  const [notice] = receiver.items('pushfileupload')
  expect(notice).toMatchObject({ deviceImei: CAMERA, result: 'SUCCESS' })
  const file = await fetch(
    `${new URL(bench.sandbox.url).origin}/media/normal/get?fileKey=${notice?.fileName}`,
  )
  expect(file.headers.get('content-type')).toBe('image/png')
  await file.arrayBuffer()
  expect(receiver.items('uploadCallback')).toEqual([
    expect.objectContaining({
      businessType: 'remotePictureOrVideo',
      imei: CAMERA,
      filename: notice?.fileName,
    }),
  ])
  expect(receiver.items('pushIothubEvent').map(({ eventType }) => eventType)).toEqual([
    'UploadMediaFileBegin',
    'UploadMediaFileEnd',
  ])
})

test('lists of recordings come for both ways of asking, under the id they were asked with', async () => {
  await bench.call('jimi.device.media.history.list.cmd', {
    access_token: token,
    imei: CAMERA,
    channel: '1',
    dateTime: '2026-03-18',
    instructionId: 'by-the-api',
    appId: 'app',
  })
  await instruct(bench, {
    deviceImei: JTT_CAMERA,
    proNo: '37381',
    cmdContent: JSON.stringify({
      channel: 1,
      beginTime: '260318080000',
      endTime: '260318083000',
      instructionID: 'by-the-hub',
    }),
  })
  await pass(5)
  const lists = receiver.items('pushresourcelist')
  expect(lists.map(({ imei, instructionID }) => [imei, instructionID])).toEqual([
    [JTT_CAMERA, 'by-the-hub'],
    [CAMERA, 'by-the-api'],
  ])
  // Trips fill the first half of every hour, in recordings of a minute.
  expect(lists[0]).toMatchObject({ totalNum: '30' })
  const [recording] = (lists[0]?.resourceList ?? []) as unknown[]
  expect(recording).toEqual({
    channel: 1,
    beginTime: '2026-03-18 08:00:00',
    endTime: '2026-03-18 08:01:00',
    fileSize: 6_600_000,
    resourceType: 0,
    codeType: 2,
    storageType: 0,
    alarmFlag: 0,
  })
})

test('an upload by FTP ends with its result', async () => {
  const members = JSON.stringify({ channel: 1, instructionID: 'ftp-7' })
  await instruct(bench, { deviceImei: CAMERA, proNo: '37382', cmdContent: members })
  await pass(6)
  expect(receiver.items('pushftpfileupload')).toEqual([
    { result: 0, deviceImei: CAMERA, instructionID: 'ftp-7', gateTime: expect.any(String) },
  ])
})

test('alarms are pushed with the codes and times that the alarm list has', async () => {
  for (let minute = 0; minute < 60; minute += 1) await pass(60)
  await pass(1)
  const pushed = receiver
    .items('pushalarm')
    .filter(({ imei, type }) => imei === DRIVING && type === 'DEVICE')
    .map(({ msg }) => msg as Record<string, unknown>)
    .map(({ alertType, alarmTime }) => `${alertType} ${alarmTime}`)
  const listed = rows(
    await bench.call('jimi.device.alarm.list', {
      access_token: token,
      imei: DRIVING,
      begin_time: '2026-03-18 10:01:00',
      end_time: '2026-03-18 11:01:00',
    }),
  ).map(({ alertTypeId, alertTime }) => `${alertTypeId} ${alertTime}`)
  expect(listed).toHaveLength(2)
  expect(pushed.sort()).toEqual(listed.sort())
})

test('a vehicle that a command stops is pushed as standing from then on, with the alarm of it', async () => {
  await pass(10)
  await instruct(bench, { deviceImei: DRIVING, cmdContent: 'RELAY,1#' })
  for (let step = 0; step < 20; step += 1) await pass(60)
  const positions = receiver.items('pushgps').filter(({ deviceImei }) => deviceImei === DRIVING)
  // The cut takes effect two seconds after the command, at 10:01:12; the world had fixes told further ahead.
  const after = positions.filter(({ gpsTime }) => String(gpsTime) > '2026-03-18 10:01:12')
  expect(after.length).toBeGreaterThan(0)
  expect(after.every(({ gpsSpeed, acc }) => gpsSpeed === 0 && acc === 0)).toBe(true)
  expect(receiver.items('pushhb').findLast(({ deviceImei }) => deviceImei === DRIVING)).toMatchObject({
    oilEle: 1,
  })
  const alarms = receiver.items('pushalarm').filter(({ imei }) => imei === DRIVING)
  expect(alarms.map(({ msg }) => (msg as Record<string, unknown>).alertType)).toContain(138)
})
