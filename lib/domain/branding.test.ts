import { describe, expect, test } from 'vitest'
import { type BrandingFields, brandingProblems, isHostName, plainBranding, plainHost } from './branding'
import { judgePicture, PICTURE_LIMITS, readPicture } from './branding-picture'

const EMPTY: BrandingFields = { name: '', accent: '', domain: '', mailName: '', mailReplyTo: '' }
const problemsOf = (over: Partial<BrandingFields>) => brandingProblems(plainBranding({ ...EMPTY, ...over }))

test('nothing at all is a look, too', () => {
  expect(problemsOf({})).toEqual({})
})

test.each([
  ['name', 'x'.repeat(41), 'tooLong'],
  ['name', 'Acme\u202egnp.exe', 'badName'],
  ['name', 'A\u200bcme', 'badName'],
  ['accent', 'red', 'noColour'],
  ['accent', '#12345', 'noColour'],
  ['accent', '#123456;background:url(//x)', 'noColour'],
  ['domain', '-bad.example', 'noHost'],
  ['domain', '127.0.0.1', 'noHost'],
  ['domain', 'a b.example', 'noHost'],
  ['domain', 'bücher.example', 'noHost'],
  ['mailName', 'Boss <boss@other.example>', 'badName'],
  ['mailReplyTo', 'a@b, c@d', 'noMail'],
  ['mailReplyTo', 'a@b\r\nBcc: c@d', 'noMail'],
] as const)('%s %j is refused as %s', (field, value, problem) => {
  expect(problemsOf({ [field]: value })).toEqual({ [field]: problem })
})

test('markup is a name like any other, and control characters go', () => {
  expect(problemsOf({ name: '<script>alert(1)</script>' })).toEqual({})
  expect(plainBranding({ ...EMPTY, mailName: 'Acme\r\nBcc: x' }).mailName).toBe('Acme Bcc: x')
})

test.each([
  ['https://Fleet.Acme.example/login', 'fleet.acme.example'],
  ['fleet.acme.example:8443', 'fleet.acme.example'],
  ['localhost', 'localhost'],
])('of %s the host name is %s', (typed, host) => {
  expect(plainHost(typed)).toBe(host)
  expect(isHostName(host)).toBe(true)
})

describe('pictures', () => {
  test('are known by their bytes with their size', () => {
    expect(readPicture(png(64, 32))).toEqual({ contentType: 'image/png', width: 64, height: 32 })
    expect(readPicture(jpeg(640, 480))).toEqual({ contentType: 'image/jpeg', width: 640, height: 480 })
    expect(readPicture(webp(300, 200))).toEqual({ contentType: 'image/webp', width: 300, height: 200 })
  })

  test.each([
    ['a vector picture', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['an animation', text('GIF89a--------------------------------------------')],
    ['nothing', new Uint8Array()],
    ['a PNG that is cut off', png(64, 64).subarray(0, 20)],
    ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...Array(30).fill(0xff)])],
  ])('%s is refused', (_, bytes) => {
    expect(judgePicture('logo', bytes)).toEqual({ ok: false, problem: 'kind' })
  })

  test('too many bytes, too many and too few pixels are refused', () => {
    const heavy = new Uint8Array(PICTURE_LIMITS.logo.maxBytes + 1)
    heavy.set(png(64, 64))
    expect(judgePicture('logo', heavy)).toEqual({ ok: false, problem: 'tooLarge' })
    expect(judgePicture('logo', png(60_000, 60_000))).toEqual({ ok: false, problem: 'tooWide' })
    expect(judgePicture('logo', png(4, 64))).toEqual({ ok: false, problem: 'tooSmall' })
    expect(judgePicture('logo', png(0, 0))).toEqual({ ok: false, problem: 'tooSmall' })
  })
})

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

/** The head of a PNG (RFC 2083, 3.2 and 4.1.1): signature, IHDR with its size, and room. */
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  bytes.set(text('IHDR'), 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

/** Start of image, an APP0 segment, and a baseline frame (ITU T.81, B.2.2). */
function jpeg(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  return new Uint8Array([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    1,
    0xff,
    0xc0,
    0,
    11,
    8,
    ...size,
    1,
    1,
    0x11,
    0,
    0,
    0,
  ])
}

/** An extended WebP (RFC 9649, 2.7): sides less one, 24 bits each, low byte first. */
function webp(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(40)
  bytes.set(text('RIFF'), 0)
  bytes.set(text('WEBPVP8X'), 8)
  bytes.set([(width - 1) & 255, (width - 1) >> 8, 0, (height - 1) & 255, (height - 1) >> 8, 0], 24)
  return bytes
}
