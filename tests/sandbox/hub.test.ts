// Commands over the hub.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DRIVING, START_MS } from './fixture-world'
import { instruct } from './hub-client'
import { type Bench, openBench, type Params, rows } from './raw-client'
import { bench, location, prepareYard } from './yard-bench'
import { CAMERA, OFFLINE, OFFLINE_CAMERA, yardWorld } from './yard-world'

prepareYard()

describe('the hub', () => {
  test('delivers a text command, and its effect is the same', async () => {
    expect(await instruct(bench, { deviceImei: DRIVING, cmdContent: 'RELAY,1#' })).toEqual({
      code: 0,
      msg: 'success',
      data: {
        _msg: null,
        _code: '100',
        _imei: DRIVING,
        _content: 'Cut off the fuel supply: Success! Speed:36 Km/h',
        _serverFlagId: 17,
      },
    })
    bench.clock.ms += 60_000
    expect(await location()).toMatchObject({ speed: '0', accStatus: '0' })
  })

  // `_code` as in the sheet's table.
  test.each([
    ['300 offline', { deviceImei: OFFLINE, cmdContent: 'STATUS#' }, '300'],
    ['600 offline with offlineFlag', { imei: OFFLINE, cmdContent: 'STATUS#', offlineFlag: 'true' }, '600'],
    ['301 unknown', { deviceImei: '860000000009999', cmdContent: 'STATUS#' }, '301'],
    ['200 for JSON that is none', { deviceImei: CAMERA, proNo: '37121', cmdContent: 'x' }, '200'],
    ['200 for an unknown number', { deviceImei: CAMERA, proNo: '4711', cmdContent: '{}' }, '200'],
  ])('answers %s', async (_, params: Params, code) => {
    expect(await instruct(bench, params)).toMatchObject({ code: 0, data: { _code: code } })
  })

  test('answers 302 while a command is open', async () => {
    await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#' })
    const second = await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#' })
    expect(second).toMatchObject({ data: { _code: '302' } })
  })

  test('refuses a wrong token', async () => {
    expect(await instruct(bench, { deviceImei: DRIVING, cmdContent: 'STATUS#', token: 'x' })).toEqual({
      code: 1,
      msg: 'invalid token',
    })
  })

  test.each([37121, 37122, 37377, 33283])('takes %i of a camera', async (proNo) => {
    const answer = await instruct(bench, {
      deviceImei: CAMERA,
      proNo: String(proNo),
      cmdContent: '{"channel":"1"}',
    })
    expect(answer).toMatchObject({ data: { _code: '100', _content: 'OK!' } })
  })

  test('counts recordings of a span', async () => {
    const cmdContent = JSON.stringify({ channel: 0, beginTime: '260318080000', endTime: '260318095959' })
    const answer = await instruct(bench, { deviceImei: CAMERA, proNo: '37381', cmdContent })
    // Two trips of half an hour, a recording a minute.
    expect(answer).toMatchObject({ data: { _content: '60' } })
  })

  test('reads back a parameter it has set', async () => {
    await instruct(bench, { deviceImei: CAMERA, proNo: '33027', cmdContent: '{"1":"240"}' })
    const answer = await instruct(bench, { deviceImei: CAMERA, proNo: '33030', cmdContent: '{"1":""}' })
    expect(JSON.parse(String(answer.data?._content))).toEqual({ paramCount: '1', '1': '240' })
  })

  test('is not there in profile ts', async () => {
    const ts = await openBench({ profile: 'ts', world: yardWorld })
    try {
      const response = await fetch(ts.sandbox.hubUrl, { method: 'POST' })
      expect(response.status).toBe(404)
    } finally {
      await ts.sandbox.close()
    }
  })
})

describe('the hub and a device that is away', () => {
  const backAtMs = START_MS + 600_000
  const isAway = (imei: string, atMs: number) => imei === OFFLINE_CAMERA && atMs < backAtMs
  const world = {
    ...yardWorld,
    stateAt: (imei: string, atMs: number) => ({
      ...yardWorld.stateAt(imei, atMs),
      online: !isAway(imei, atMs),
    }),
  }
  let own: Bench
  beforeEach(async () => {
    own = await openBench({ world })
  })
  afterEach(() => own.sandbox.close())

  const to = (proNo: number, cmdContent: string, changes: Params = {}) =>
    instruct(own, { deviceImei: OFFLINE_CAMERA, proNo: String(proNo), cmdContent, ...changes })
  const later = async () => {
    own.clock.ms = backAtMs + 60_000
    // Any call of the hub finds the device back.
    await to(33_031, '{}')
    const { body } = await own.control('/state')
    return (body as { commands: { newest: Record<string, unknown>[] } }).commands.newest
  }
  const DAY = JSON.stringify({ channel: 0, beginTime: '260318080000', endTime: '260318095959' })

  // Every number of the sheet; what each answers is what it answers online.
  test.each([
    [128, 'VERSION#', '[VERSION]JC400_SANDBOX_V1.0 [BUILD]2026/01/15'],
    [37_121, '{"channel":"1"}', 'OK!'],
    [37_122, '{"channel":1,"cmd":0}', 'OK!'],
    [37_377, '{"channel":"1"}', 'OK!'],
    [37_378, '{"channel":"1"}', 'OK!'],
    [37_381, DAY, '60'],
    [37_382, '{"channel":"1"}', 'OK!'],
    [33_283, '{"alarmSerialNo":5}', 'OK!'],
    [33_027, '{"1":"240"}', 'OK!'],
    [33_028, '', '{"1":"180","19":"127.0.0.1","24":"21122","39":"600","41":"10","paramCount":"5"}'],
    [33_030, '{"1":""}', '{"1":"180","paramCount":"1"}'],
    [33_031, '{}', '{"terminalModel":"JC400","iccid":"89860000000000000000"}'],
    [33_536, '{"text":"Stop","volume":5}', 'OK!'],
    [34_817, '{"channelId":1}', 'OK!'],
  ])('%i waits with offlineFlag and is answered in its own words', async (proNo, cmdContent, content) => {
    expect(await to(proNo, cmdContent)).toEqual({
      code: 0,
      msg: 'success',
      data: { _msg: 'device offline', _code: '300', _imei: OFFLINE_CAMERA, _content: '', _serverFlagId: 17 },
    })
    expect((await own.control('/state')).body).toMatchObject({ waitingCommands: 0 })
    expect(await to(proNo, cmdContent, { offlineFlag: 'true' })).toMatchObject({
      code: 0,
      msg: 'The device is offline or timed out, and the command is converted to an offline command',
      data: { _code: '600', _imei: OFFLINE_CAMERA, _msg: 'request timeout' },
    })
    expect((await own.control('/state')).body).toMatchObject({ waitingCommands: 1 })
    const [command] = await later()
    expect(command).toMatchObject({ proNo, flagId: '17', answer: { content, isObeyed: true } })
  })

  test('a parameter that waited is set once the device is back', async () => {
    await to(33_027, '{"1":"240"}', { offlineFlag: 'true' })
    await later()
    own.clock.ms += 60_000
    const answer = await to(33_030, '{"1":""}')
    expect(JSON.parse(String(answer.data?._content))).toEqual({ paramCount: '1', '1': '240' })
  })

  test('what never was a text command does not stand in the history of text commands', async () => {
    const access_token = await own.login()
    await to(128, 'STATUS#', { offlineFlag: 'true' })
    await to(33_027, '{"1":"240"}', { offlineFlag: 'true' })
    const history = await own.call('jimi.open.instruction.result', { access_token, imei: OFFLINE_CAMERA })
    expect(rows(history).map(({ code }) => code)).toEqual(['STATUS#'])
  })

  test('wrong content is refused at once and never waits', async () => {
    const answer = await to(33_027, 'RELAY,1#', { offlineFlag: 'true' })
    expect(answer).toMatchObject({ data: { _code: '200' } })
    expect((await own.control('/state')).body).toMatchObject({ waitingCommands: 0 })
  })

  test('a time-out with offlineFlag leaves the command waiting too', async () => {
    await own.control('/faults', 'POST', { kind: 'deviceCode', code: 225, times: 1 })
    const answer = await instruct(own, { deviceImei: CAMERA, cmdContent: 'STATUS#', offlineFlag: 'true' })
    expect(answer).toMatchObject({ data: { _code: '600', _msg: 'request timeout' } })
    expect((await own.control('/state')).body).toMatchObject({ waitingCommands: 1 })
  })
})
