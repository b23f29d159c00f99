import { inflateSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHROMIUM_ARGS, findBrowser } from '@/scripts/lib/browser.mjs'
import { type Bench, openBench, type Params, rows } from './raw-client'
import { CAMERA, JTT_CAMERA, yardWorld } from './yard-world'

let bench: Bench
let token: string

beforeEach(async () => {
  bench = await openBench({ world: yardWorld })
  token = await bench.login()
})
afterEach(() => bench.sandbox.close())

function call(method: string, params: Params) {
  return bench.call(method, { access_token: token, ...params })
}

const FILES = { imei: CAMERA, camera: '3', media_type: '3', page_size: '100' }
const SESSION = { appId: 'W1g3vp27z06a486' }

async function shoot(params: Params): Promise<Record<string, unknown>[]> {
  await call('jimi.device.meida.cmd.send', { imei: CAMERA, ...params })
  // Our default from the command to the file.
  bench.clock.ms += 4000
  const answer = await call('jimi.device.jimi.media.URL', { ...FILES, start_time: '2026-03-18 10:00:30' })
  return rows(answer).filter((row) => row.alarm_time === null)
}

describe('shots', () => {
  test('appear after the delay, not before', async () => {
    await call('jimi.device.meida.cmd.send', { imei: CAMERA, camera: '1', mediaType: '1' })
    bench.clock.ms += 3999
    const early = rows(await call('jimi.device.media.URL', FILES))
    expect(early).toEqual([])
    bench.clock.ms += 1
    const [row] = rows(await call('jimi.device.media.URL', FILES))
    // Cameras count from 1 when asked and from 0 in answers.
    expect(row).toMatchObject({ media_type: 1, camera: 0, mime_type: 'image/png' })
  })

  test('of both cameras are two files', async () => {
    const files = await shoot({ camera: '3', mediaType: '2', shootTime: '3' })
    expect(files.map(({ camera }) => camera).sort()).toEqual([0, 1])
  })

  test('are pictures that load', async () => {
    const [photo] = await shoot({ camera: '2', mediaType: 'photo' })
    for (const [address, width] of [
      [photo?.file_URL, 320],
      [photo?.thumb_URL, 160],
    ] as const) {
      const response = await fetch(String(address))
      expect(response.headers.get('content-type')).toBe('image/png')
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(readPng(bytes)).toMatchObject({ width })
    }
  })

  test.each([
    ['a key of no device', '860000000009999_20260318100000_1_photo.png'],
    ['a clip longer than any', `${CAMERA}_20260318100000_1_99s.mp4`],
    ['no key', '../../etc/passwd'],
  ])('%s leads to nothing', async (_, key) => {
    const { origin } = new URL(bench.sandbox.url)
    const response = await fetch(`${origin}/media/normal/get?fileKey=${encodeURIComponent(key)}`)
    expect(response.status).toBe(404)
  })
})

/** Checks chunk by chunk, and that the rows inflate to as many bytes as the sides ask for. */
function readPng(bytes: Buffer): { width: number; height: number } {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.subarray(at + 4, at + 8).toString('latin1') === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  expect(inflateSync(Buffer.concat(data))).toHaveLength(height * (1 + 3 * width))
  return { width, height }
}

describe('events', () => {
  test('carry the files of their alarms, in pages', async () => {
    const params = {
      imeis: CAMERA,
      media_type: '2',
      start_time: '2026-03-18 07:00:00',
      end_time: '2026-03-18 09:59:59',
      page_no: '2',
      page_size: '4',
    }
    const { data } = await call('jimi.device.media.event.URL', params)
    // Alarms on every half hour from 07:00 to 09:30 are six, two of them on the second page of four.
    expect(data).toMatchObject({ totalRecord: 6, totalPage: 2, result: [{ event_type_id: '143' }, {}] })
    const [event] = (data as { result: { fileList: Record<string, unknown>[] }[] }).result
    expect(event?.fileList).toMatchObject([{ media_type: 2, mime_type: 'video/mp4', camera: 1 }])
  })
})

describe('video lists', () => {
  test('are not ready for three seconds, then hold a recording a minute', async () => {
    const list = { instructionId: 'a'.repeat(32) }
    const order = { imei: CAMERA, channel: '0', dateTime: '2026-03-18', ...list, ...SESSION }
    await call('jimi.device.media.history.list.cmd', order)
    bench.clock.ms += 2999
    expect(await call('jimi.device.media.history.list.get', list)).toMatchObject({ code: 1207 })
    bench.clock.ms += 1
    const recordings = rows(await call('jimi.device.media.history.list.get', list))
    // Ten trips of half an hour since midnight, and the first minute of the eleventh, which has not ended, is cut away.
    expect(recordings.length).toBeGreaterThanOrEqual(300)
    expect(recordings[0]).toMatchObject({
      beginTime: '2026-03-18 00:00:00',
      endTime: '2026-03-18 00:01:00',
      fileName: '2026_03_18_00_00_00_01.mp4',
      sortBeginTime: Date.UTC(2026, 2, 18),
    })
  })

  test('of JT/T models name no files', async () => {
    const list = { instructionId: 'b'.repeat(32) }
    const order = { imei: JTT_CAMERA, channel: '1', dateTime: '2026-03-18', ...list, ...SESSION }
    await call('jimi.device.media.history.list.cmd', order)
    bench.clock.ms += 3000
    const [recording] = rows(await call('jimi.device.media.history.list.get', list))
    expect(recording).toMatchObject({ fileName: null, alarmFlag: 0 })
  })
})

type Tag = { type: number; body: Buffer }

/** Reads tags until there are so many, then leaves. */
async function readFlv(address: string, count: number): Promise<Tag[]> {
  const response = await fetch(address)
  expect(response.headers.get('content-type')).toBe('video/x-flv')
  const reader = response.body?.getReader()
  let bytes = Buffer.alloc(0)
  while (parseFlv(bytes).length < count) {
    const part = await reader?.read()
    if (!part?.value) break
    bytes = Buffer.concat([bytes, part.value])
  }
  await reader?.cancel()
  return parseFlv(bytes).slice(0, count)
}

function parseFlv(bytes: Buffer): Tag[] {
  const tags: Tag[] = []
  for (let at = 13; at + 11 <= bytes.length; ) {
    const length = bytes.readUIntBE(at + 1, 3)
    if (at + 15 + length > bytes.length) break
    expect(bytes.readUInt32BE(at + 11 + length)).toBe(11 + length)
    tags.push({ type: bytes.readUInt8(at), body: bytes.subarray(at + 11, at + 11 + length) })
    at += 15 + length
  }
  return tags
}

describe('streams', () => {
  const live = { channel: '0', ...SESSION }

  async function open(): Promise<string> {
    const { result } = await call('jimi.device.media.live.stream', { imei: CAMERA, ...live })
    return String(result)
  }

  test('run as FLV: a configuration, a key frame, changes', async () => {
    const tags = await readFlv(await open(), 3)
    // 0x17 and 0x27 are AVC key and inter frames; 0 and 1 tell configuration from frames.
    expect(tags.map(({ type, body }) => [type, body[0], body[1]])).toEqual([
      [9, 0x17, 0],
      [9, 0x17, 1],
      [9, 0x27, 1],
    ])
  })

  test('end when their session is closed, and closing twice is no error', async () => {
    const address = await open()
    const response = await fetch(address)
    const close = () => call('jimi.device.media.close.stream', { imei: CAMERA, type: '0', ...live })
    expect(await close()).toMatchObject({ code: 0 })
    // Resolves only when the sandbox ends the stream.
    await response.arrayBuffer()
    expect(await close()).toMatchObject({ code: 0 })
    expect((await fetch(address)).status).toBe(404)
  })

  test('of history end where the recording ends', async () => {
    const span = { beginTime: '2026-03-18 09:00:00', endTime: '2026-03-18 09:00:01' }
    const params = { imei: JTT_CAMERA, channal: '1', ...span, ...SESSION }
    const { result } = await call('jimi.device.media.history.stream', params)
    expect(result).toContain(`${JTT_CAMERA}.history.flv`)
    // The configuration, and one second of five frames.
    expect((await readFlv(String(result), 99)).length).toBe(1 + 5)
  })
})

test('a share link without its scheme opens a page that tells the place', async () => {
  const { result } = await call('jimi.device.location.URL.share', { imei: CAMERA })
  const { URL: link } = result as { URL: string }
  expect(link).not.toMatch(/^http/)
  const page = await (await fetch(`http://${link}`)).text()
  expect(page).toContain('40.005396, -8.500000')
  expect((await fetch(`http://${link.slice(0, -1)}x`)).status).toBe(404)
})

const executablePath = await findBrowser()
if (!executablePath) process.stderr.write('Playback tests are skipped: no Chromium; set CHROMIUM_PATH\n')

describe.skipIf(!executablePath)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? undefined, args: CHROMIUM_ARGS })
  })
  afterAll(() => browser.close())

  test('a clip plays to its end', async () => {
    const [clip] = await shoot({ camera: '1', mediaType: '2', shootTime: '3' })
    const page = await browser.newPage()
    await page.goto(`${new URL(bench.sandbox.url).origin}/media/page/${CAMERA}`)
    const played = await page.evaluate(async (address) => {
      const video = document.createElement('video')
      video.muted = true
      video.src = address
      await video.play()
      await new Promise((resolve) => video.addEventListener('ended', resolve))
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration }
    }, String(clip?.file_URL))
    expect(played).toEqual({ width: 320, height: 192, seconds: 3 })
  })

  test('the frames of a stream decode', async () => {
    const { result } = await call('jimi.device.media.live.stream', { imei: CAMERA, channel: '0', ...SESSION })
    const [configuration, ...frames] = await readFlv(String(result), 6)
    const encode = (tag: Tag | undefined) => tag?.body.subarray(5).toString('base64') ?? ''
    const page = await browser.newPage()
    await page.goto(`${new URL(bench.sandbox.url).origin}/media/page/${CAMERA}`)
    const decoded = await page.evaluate(
      async ({ configuration, frames }) => {
        const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
        let count = 0
        const decoder = new VideoDecoder({
          output: (frame) => {
            count += 1
            frame.close()
          },
          error: (error) => {
            throw error
          },
        })
        decoder.configure({ codec: 'avc1.42c01e', description: bytes(configuration) })
        for (const [index, data] of frames.entries()) {
          const type = index === 0 ? 'key' : 'delta'
          decoder.decode(new EncodedVideoChunk({ type, timestamp: index * 200_000, data: bytes(data) }))
        }
        await decoder.flush()
        return count
      },
      { configuration: encode(configuration), frames: frames.map(encode) },
    )
    expect(decoded).toBe(5)
  })

  test('the live page shows pictures that follow each other, within a frame of another page', async () => {
    const { result } = await call('jimi.device.live.page.url', { imei: CAMERA, type: '1', voice: '0' })
    const page = await browser.newPage()
    await page.setContent(`<iframe src="${(result as { UrlCamera: string }).UrlCamera}"></iframe>`)
    const picture = page.frameLocator('iframe').locator('img')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320)
    const before = await picture.getAttribute('src')
    await expect.poll(() => picture.getAttribute('src')).not.toBe(before)
  })
})
