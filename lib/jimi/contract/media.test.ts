// What the media chapter has of its own: refusals inside answers, addresses that must not be followed, conditional parameters.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers, fakeVendor, token } from '../client.test-helper'
import { JimiApiError, JimiContractError } from '../errors'
import { decodeInput, decodeOutput, encodeInput } from './io'
import { captureOffline, rtmpOffline } from './media-samples'

const pro = { profile: 'pro' } as const
const imei = '868120145233604'
const viewingId = 'W1g3vp27z06a486'

function refusalOf(read: () => unknown): JimiApiError {
  try {
    read()
  } catch (error) {
    if (error instanceof JimiApiError) return error
    throw error
  }
  throw new Error('was read as a success')
}

describe('an order to a camera', () => {
  const capture = 'jimi.device.meida.cmd.send'

  test.each([100, '100', 255, '255'])('is obeyed with the inner code %j', (code) => {
    const { value } = decodeOutput(capture, { result: { code, cmdSeqNo: 7 } }, pro)
    expect(value).toEqual({ code: Number(code), commandNumber: '7' })
  })

  test.each([
    [228, 'later'],
    ['225', 'later'],
    [226, 'never'],
    ['229', 'backoff'],
    [0, 'never'],
  ])('that failed with the inner code %j inside a success is an error', (code, retry) => {
    const error = refusalOf(() => decodeOutput(capture, { result: { code, msg: '设备不在线' } }, pro))
    expect(error).toMatchObject({ code: -1, retry, device: { code: Number(code), message: '设备不在线' } })
  })

  test.each([{ result: null }, { result: {} }, { result: { code: 'xxx' } }, { result: 'ok' }])(
    'is not taken for obeyed when %j says nothing',
    (answer) => {
      expect(() => decodeOutput(capture, answer, pro)).toThrow(JimiContractError)
    },
  )
})

describe('over the wire', () => {
  const vendor = fakeVendor()
  const order = { imei, lens: 'front', media: 'photo' } as const

  test('a refusal of the device keeps its code and words, is sent once, and is not called success', async () => {
    vendor.handler = answers(captureOffline)
    const failure = vendor.client().call('jimi.device.meida.cmd.send', order, token)
    await expect(failure).rejects.toMatchObject({
      code: -1,
      retry: 'later',
      vendorMessage: 'Operation successful',
      device: { code: 228, message: '设备不在线' },
    })
    expect(vendor.calls).toHaveLength(1)
  })

  test('a busy vendor without a device in its answer stays busy', async () => {
    vendor.handler = answers({ code: -1, message: 'system busy', result: null })
    const failure = vendor.client().call('jimi.device.meida.cmd.send', order, token)
    await expect(failure).rejects.toMatchObject({ code: -1, retry: 'backoff', device: null })
  })

  test('a stream of an offline camera is refused with the code of the answer', async () => {
    vendor.handler = answers(rtmpOffline)
    const failure = vendor.client().call('jimi.open.video.rtmp.url', { imei }, token)
    await expect(failure).rejects.toMatchObject({ code: 228, retry: 'later' })
  })
})

describe('an address', () => {
  const stream = 'jimi.device.media.live.stream'
  const read = (result: unknown) => decodeOutput(stream, { result }, pro).value

  test.each([
    'http://h.example/live.m3u8',
    'https://h.example/a?b=c',
    'ws://h.example:11014/1/x.flv',
    'WSS://h.example/x.flv',
    'rtsp://h.example/1',
    'rtmp://h.example:1935/0/1?uId=a&b=c:d',
    'stream.example:11014/1/x.flv?secret=a:b',
    '//h.example/x.flv',
    'Q9GLAFFqfCrYF6YfQAcON4w4Ezs=/FhCrZEIy3518sR_ylOlqDg7w3Ju-',
  ])('%s passes as it is', (address) => {
    expect(read(address)).toBe(address)
  })

  test.each([
    'javascript:alert(1)',
    'JavaScript://h.example/%0aalert(1)',
    'javascript:1/alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'null',
    'NULL',
    '',
    null,
    42.5e300,
    { url: 'http://h.example' },
    `http://h.example/${'x'.repeat(4000)}`,
  ])('%j does not', (address) => {
    if (typeof address === 'number') expect(read(address)).toBe(String(address))
    else expect(() => read(address)).toThrow(JimiContractError)
  })

  test('never carries a scheme a page could run', () => {
    const evil = fc.constantFrom('javascript', 'data', 'vbscript', 'blob', 'file', 'JaVaScRiPt')
    const blank = fc.string({
      unit: fc.constantFrom(' ', '\t', '\n', '\0', '\u0008', '\u200b'),
      maxLength: 3,
    })
    fc.assert(
      fc.property(blank, evil, blank, blank, fc.string(), (before, scheme, middle, after, rest) => {
        const cut = scheme.length / 2
        const address = `${before}${scheme.slice(0, cut)}${middle}${scheme.slice(cut)}${after}:${rest}`
        let passed: unknown
        try {
          passed = read(address)
        } catch {
          return
        }
        // The platform's own reading of a link, from a page of ours.
        const url = URL.canParse(String(passed), 'https://ours.example/')
          ? new URL(String(passed), 'https://ours.example/')
          : null
        if (url) expect(['https:', 'http:']).toContain(url.protocol)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('parameters that depend on each other', () => {
  const upload = 'jimi.device.history.cmd.send'
  const playback = 'jimi.device.media.history.stream'
  const span = { beginAt: new Date('2025-11-13T13:55:41Z'), endAt: new Date('2025-11-13T13:58:42Z') }

  test('a file needs its name, an event its time, for sender and receiver alike', () => {
    expect(() => encodeInput(upload, { imei, what: 'file', lens: 'front' }, pro)).toThrow(/fileName/)
    expect(() => encodeInput(upload, { imei, what: 'event', lens: 'front' }, pro)).toThrow(/time/)
    expect(decodeInput(upload, { imei, type: '2', camera: '1' }, pro)).toEqual({
      ok: false,
      parameter: 'time',
      reason: 'missing',
    })
    const event = { imei, what: 'event', lens: 'inward', eventAt: span.beginAt } as const
    expect(encodeInput(upload, event, pro)).toEqual({
      imei,
      type: '2',
      camera: '2',
      time: '2025-11-13 13:55:41',
    })
  })

  test('playback needs names or a whole span', () => {
    const base = { imei, channel: 0, viewingId }
    expect(() => encodeInput(playback, base, pro)).toThrow(/beginTime/)
    expect(() => encodeInput(playback, { ...base, beginAt: span.beginAt }, pro)).toThrow(/endTime/)
    expect(encodeInput(playback, { ...base, fileNames: ['a.mp4', 'b.mp4'] }, pro)).toEqual({
      imei,
      channel: '0',
      fileNameList: 'a.mp4,b.mp4',
      appId: viewingId,
    })
    // The document's own example sends the unused times empty.
    const fileParams = {
      imei,
      channal: '0',
      fileNameList: 'a.mp4,',
      beginTime: '',
      endTime: '',
      appId: viewingId,
    }
    expect(decodeInput(playback, fileParams, pro)).toEqual({
      ok: true,
      input: { ...base, fileNames: ['a.mp4'] },
    })
  })

  test('a photo shows one lens', () => {
    const photo = { imei, camera: '3', mediaType: 'photo' }
    expect(decodeInput('jimi.device.meida.cmd.send', photo, pro)).toMatchObject({ parameter: 'camera' })
    const video = { imei, camera: '3', mediaType: 'VIDEO', shootTime: '2' }
    expect(decodeInput('jimi.device.meida.cmd.send', video, pro)).toMatchObject({ parameter: 'shootTime' })
  })

  test('the live page takes what its profile knows', () => {
    const input = { imei, shows: 'live', sound: false, urlVersion: '2', viewerToken: 'abc' } as const
    const method = 'jimi.device.live.page.url'
    expect(encodeInput(method, input, pro)).toEqual({ imei, type: '1', voice: '0' })
    expect(encodeInput(method, input, { profile: 'ts' })).toEqual({ imei, V: '2', token: 'abc' })
  })
})

test('times of files are read as seconds, milliseconds or text', () => {
  const method = 'jimi.device.jimi.media.URL'
  const result = [1_611_105_520, '1611105520', 1_611_105_520_000, '2021-01-20 01:18:40'].map((time) => ({
    file_URL: 'key',
    create_time: time,
  }))
  const { value } = decodeOutput(method, { result }, pro)
  expect(value.map(({ createdAt }) => createdAt?.toISOString())).toEqual(
    Array.from({ length: 4 }, () => '2021-01-20T01:18:40.000Z'),
  )
})
