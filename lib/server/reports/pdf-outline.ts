// Parts of fonts as PDFs embed them. fontkit reads WOFF 2 but cannot write parts of it, since such files keep outlines in a
// form of their own; so each glyph is written anew from its outline.

import { brotliDecompressSync } from 'node:zlib'
import type { Font, Glyph } from 'fontkit'

/** The part of a font that a document embeds: TTFSubset of fontkit. */
export type FontSubset = {
  font: Font
  /** Ids in the font by places in the part. */
  glyphs: number[]
  glyf: Uint8Array[]
  loca: { offsets: number[] }
  hmtx: { metrics: { advance: number; bearing: number }[] }
  offset: number
  _addGlyph(id: number): number
}

const REGULAR = 400
const ON_CURVE = 1

/** Has a font unpacked by Node, many times as fast as by the JavaScript that fontkit brings along. */
export function unpackNatively(font: Font): void {
  font._decompress = () => {
    if (font._decompressed === true) return
    font.stream.pos = font._dataPos
    const packed = font.stream.readBuffer(font.directory.totalCompressedSize)
    let offset = 0
    for (const table of Object.values(font.directory.tables)) {
      table.offset = offset
      offset += table.transformLength ?? table.length
    }
    font.stream = new font.stream.constructor(brotliDecompressSync(packed))
    font._decompressed = true
  }
}

/** Sets a font that varies in weight, and is made as the thinnest, to the weight of text. */
export function makeRegular(font: Font): void {
  const { wght } = font.variationAxes
  if (wght === undefined || wght.default === REGULAR) return
  // Glyphs made of others cannot be read while the font varies.
  Object.defineProperty(font, '_variationProcessor', { value: null, configurable: true })
  font._transformGlyfTable()
  Reflect.deleteProperty(font, '_variationProcessor')
  font.variationCoords = [REGULAR]
  const done = new Set<number>()
  const getGlyph = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints) => {
    if (!done.has(id)) varyOutline(font, id)
    done.add(id)
    return getGlyph(id, codePoints)
  }
}

/** fontkit varies outlines of other formats only. The points of a glyph are followed by four that tell of its edges. */
function varyOutline(font: Font, id: number): void {
  const outlines = font._transformedGlyphs ?? []
  const Point = outlines.find(({ points = [] }) => points.length > 0)?.points?.[0]?.constructor
  const { points = [], components = [] } = outlines[id] ?? {}
  if (Point === undefined) return
  const edges = [1, 2, 3, 4].map(() => new Point(true, true, 0, 0))
  const places = components.map(({ dx, dy }) => new Point(true, true, dx, dy))
  font._variationProcessor?.transformPoints(id, [...points, ...places, ...edges])
  components.forEach((component, index) => {
    component.dx = places[index]?.x ?? 0
    component.dy = places[index]?.y ?? 0
  })
}

/** Has a subset write its glyphs from their outlines. */
export function writeOutlines(subset: FontSubset): void {
  subset._addGlyph = (id) => {
    const glyph = subset.font.getGlyph(id)
    const bytes = outlineOf(glyph)
    subset.glyf.push(bytes)
    subset.loca.offsets.push(subset.offset)
    const bearing = bytes.length === 0 ? 0 : Math.floor(glyph.path.bbox.minX)
    subset.hmtx.metrics.push({ advance: glyph.advanceWidth, bearing })
    subset.offset += bytes.length
    return subset.glyf.length - 1
  }
}

/** A simple glyph description of the TrueType `glyf` table: every point whole, nothing packed. */
function outlineOf({ path: { commands, bbox } }: Glyph): Buffer {
  const points: { x: number; y: number; flag: number }[] = []
  const ends: number[] = []
  const add = (x = 0, y = 0, flag = ON_CURVE) => points.push({ x: Math.round(x), y: Math.round(y), flag })
  for (const { command, args } of commands) {
    const [a, b, c, d] = args
    if (command === 'closePath') ends.push(points.length - 1)
    else if (command === 'quadraticCurveTo') {
      add(a, b, 0)
      add(c, d)
    } else add(a, b)
  }
  if (points.length === 0) return Buffer.alloc(0)
  const bytes = Buffer.alloc(16 + ends.length * 2 + points.length * 5)
  const box = [Math.floor(bbox.minX), Math.floor(bbox.minY), Math.ceil(bbox.maxX), Math.ceil(bbox.maxY)]
  let at = 0
  for (const value of [ends.length, ...box, ...ends, 0]) at = bytes.writeInt16BE(value, at)
  for (const { flag } of points) at = bytes.writeUInt8(flag, at)
  for (const axis of ['x', 'y'] as const) {
    let last = 0
    for (const point of points) {
      at = bytes.writeInt16BE(point[axis] - last, at)
      last = point[axis]
    }
  }
  // Offsets of glyphs are told in steps of two bytes; four are what the format asks for.
  return bytes.subarray(0, Math.ceil(at / 4) * 4)
}
