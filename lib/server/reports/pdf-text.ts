// Text on a page of PDF in Inter, the type the screens are set in. Its files are one for each script, so a text is drawn in
// runs. fontkit reads these files but cannot write parts of them (WOFF 2 keeps outlines in a form of its own), so each glyph
// is written anew from its outline.

import path from 'node:path'

/** A glyph of fontkit: its outline as drawing commands in font units. */
type PdfGlyph = {
  path: {
    commands: { command: string; args: number[] }[]
    bbox: { minX: number; minY: number; maxX: number; maxY: number }
  }
  advanceWidth: number
}

/** The part of a font that a document embeds: TTFSubset of fontkit 2, which its types do not tell of. */
type PdfFontSubset = {
  font: { getGlyph(id: number): PdfGlyph }
  glyf: Uint8Array[]
  loca: { offsets: number[] }
  hmtx: { metrics: { advance: number; bearing: number }[] }
  offset: number
  _addGlyph(id: number): number
}

/** OpenType features by name, on or off. */
type Features = Readonly<Record<string, boolean>>

type PdfFont = {
  font: { hasGlyphForCodePoint(code: number): boolean }
  subset: PdfFontSubset
  widthOfString(text: string, sizePt: number, features: Features): number
}

/** Digits of one width, and no kerning: small points after a digit would vanish beside a one. */
const FEATURES: Features = { tnum: true, kern: false, calt: false }
/** The types of pdfkit know features as a list only, by which none can be switched off. */
const PLAIN_LINE: object = { lineBreak: false, features: FEATURES }

const SCRIPTS = [
  'latin',
  'latin-ext',
  'cyrillic',
  'cyrillic-ext',
  'greek',
  'greek-ext',
  'vietnamese',
] as const
type Script = (typeof SCRIPTS)[number]

/** Shown for what no font here has: Chinese, Arabic and others. */
const UNKNOWN = '?'
const FOLDER = path.join('node_modules', '@fontsource-variable', 'inter', 'files')

export class PdfText {
  /** Whether anything was drawn that no font has. */
  hasUnknown = false
  private readonly fonts = new Map<Script, PdfFont>()
  private readonly scriptOfCode = new Map<number, Script | null>()

  constructor(private readonly doc: PDFKit.PDFDocument) {
    for (const script of SCRIPTS) {
      const file = path.join(FOLDER, `inter-${script}-wght-normal.woff2`)
      doc.registerFont(script, path.join(/* turbopackIgnore: true */ process.cwd(), file))
    }
  }

  /** Draws one line, cut with an ellipsis where it is wider than `width`. */
  draw(text: string, { x, y, width, size, align = 'left' }: LineOptions): void {
    const fitted = this.fit(this.known(text), width, size)
    const own = this.width(fitted, size)
    let at = align === 'right' ? x + Math.max(0, width - own) : x
    for (const { script, part } of this.runs(fitted)) {
      const font = this.use(script)
      this.doc.fontSize(size).text(part, at, y, PLAIN_LINE)
      at += font.widthOfString(part, size, FEATURES)
    }
  }

  /** How wide a line would be, in points. */
  width(text: string, size: number): number {
    return this.runs(text).reduce(
      (sum, { script, part }) => sum + this.use(script).widthOfString(part, size, FEATURES),
      0,
    )
  }

  /** A text in lines no wider than `width`, broken at blanks. */
  wrapped(text: string, width: number, size: number): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && this.width(this.known(longer), size) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  }

  private fit(text: string, width: number, size: number): string {
    if (this.width(text, size) <= width) return text
    const letters = [...text]
    let [low, high] = [0, letters.length]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.width(`${letters.slice(0, middle).join('')}…`, size) <= width) low = middle
      else high = middle - 1
    }
    return `${letters.slice(0, low).join('').trimEnd()}…`
  }

  /** With a box for each letter that no font has, and without line breaks. */
  private known(text: string): string {
    let known = ''
    for (const letter of text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')) {
      const isKnown = this.scriptOf(letter) !== null
      if (!isKnown) this.hasUnknown = true
      known += isKnown ? letter : UNKNOWN
    }
    return known
  }

  private runs(text: string): { script: Script; part: string }[] {
    const runs: { script: Script; part: string }[] = []
    for (const letter of text) {
      const script = this.scriptOf(letter) ?? 'latin'
      const last = runs.at(-1)
      if (last?.script === script) last.part += letter
      else runs.push({ script, part: letter })
    }
    return runs
  }

  private scriptOf(letter: string): Script | null {
    const code = letter.codePointAt(0) ?? 0
    const known = this.scriptOfCode.get(code)
    if (known !== undefined) return known
    const script = SCRIPTS.find((each) => this.use(each).font.hasGlyphForCodePoint(code)) ?? null
    this.scriptOfCode.set(code, script)
    return script
  }

  private use(script: Script): PdfFont {
    this.doc.font(script)
    const known = this.fonts.get(script)
    if (known !== undefined) return known
    // The font in use has no public name.
    const font: PdfFont = Reflect.get(this.doc, '_font')
    writeOutlines(font.subset)
    this.fonts.set(script, font)
    return font
  }
}

export type LineOptions = { x: number; y: number; width: number; size: number; align?: 'left' | 'right' }

/** Has a subset write its glyphs from their outlines. */
function writeOutlines(subset: PdfFontSubset): void {
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

const ON_CURVE = 1

/** A simple glyph description of the TrueType `glyf` table: every point whole, nothing packed. */
function outlineOf({ path: { commands, bbox } }: PdfGlyph): Buffer {
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
