// Pictures somebody hands in: which they are and how large, read from their first bytes. Nothing is believed that a name or a
// browser says of them. Vector pictures are refused, for they can carry scripts.

export const PICTURE_KINDS = ['logo', 'login'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

export type PictureFacts = {
  contentType: 'image/png' | 'image/jpeg' | 'image/webp'
  width: number
  height: number
}

/** Why a picture is not taken; a key of the messages at `branding.pictures.problems`. */
export type PictureProblem = 'kind' | 'tooLarge' | 'tooSmall' | 'tooWide'

export type PictureLimits = { maxBytes: number; maxSidePx: number; minSidePx: number }

export const PICTURE_LIMITS: Readonly<Record<PictureKind, PictureLimits>> = {
  logo: { maxBytes: 256 * 1024, maxSidePx: 1024, minSidePx: 16 },
  login: { maxBytes: 640 * 1024, maxSidePx: 4096, minSidePx: 200 },
}

/** What a picture is, or why it is not taken. */
export function judgePicture(
  kind: PictureKind,
  bytes: Uint8Array,
): { ok: true; facts: PictureFacts } | { ok: false; problem: PictureProblem } {
  const { maxBytes, maxSidePx, minSidePx } = PICTURE_LIMITS[kind]
  if (bytes.length > maxBytes) return { ok: false, problem: 'tooLarge' }
  const facts = readPicture(bytes)
  if (facts === null) return { ok: false, problem: 'kind' }
  const sides = [facts.width, facts.height]
  if (Math.max(...sides) > maxSidePx) return { ok: false, problem: 'tooWide' }
  if (Math.min(...sides) < minSidePx) return { ok: false, problem: 'tooSmall' }
  return { ok: true, facts }
}

/** Kind and size of a PNG, JPEG or WebP; null for everything else, also for those that are cut off. */
export function readPicture(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readPng(view) ?? readJpeg(view) ?? readWebp(view)
  } catch (error) {
    // Reading past the end: the picture is cut off.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readPng(view: DataView): PictureFacts | null {
  if (view.byteLength < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return null
  if (textAt(view, 12) !== 'IHDR') return null
  const facts = { width: view.getUint32(16), height: view.getUint32(20) }
  return { contentType: 'image/png', ...facts }
}

/** Goes from segment to segment to the one that begins the frame. */
function readJpeg(view: DataView): PictureFacts | null {
  if (view.byteLength < 20 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    // C4, C8 and CC share the range of frame headers and are none.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame)
      return { contentType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    if (marker === 0xd9 || marker === 0xda) return null
    at += 2 + view.getUint16(at + 2)
  }
}

function readWebp(view: DataView): PictureFacts | null {
  if (view.byteLength < 30 || textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WEBP') return null
  const size = webpSize(view)
  return size === null ? null : { contentType: 'image/webp', ...size }
}

function webpSize(view: DataView): { width: number; height: number } | null {
  const chunk = textAt(view, 12)
  if (chunk === 'VP8X') {
    const side = (at: number) =>
      1 + view.getUint8(at) + view.getUint8(at + 1) * 256 + view.getUint8(at + 2) * 65_536
    return { width: side(24), height: side(27) }
  }
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk !== 'VP8L' || view.getUint8(20) !== 0x2f) return null
  const bits = view.getUint32(21, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}
