// One font file in a document: shapes texts into glyphs, and notes which glyphs the document is to embed.

import { readFileSync } from 'node:fs'
import { create, type Font, type GlyphRun } from 'fontkit'
import type { FontFile } from './pdf-families'
import { mirrored } from './pdf-order'
import { type FontSubset, makeRegular, unpackNatively, writeOutlines } from './pdf-outline'

/** A glyph in its place, in thousandths of the size of the type. */
export type PlacedGlyph = {
  /** Its number in the document, as four hexadecimal digits. */
  hex: string
  /** How wide the document takes it to be, and how far it is to the next one. */
  own: number
  advance: number
  right: number
  up: number
}

export type ShapedText = { glyphs: readonly PlacedGlyph[]; width: number }

/** EmbeddedFont of pdfkit, which its types do not tell of. */
type EmbeddedFont = {
  id: string
  subset: FontSubset
  widths: number[]
  unicode: (readonly number[])[]
  ref(): unknown
}

/** Digits of one width, and no kerning: small points after a digit would vanish beside a one. */
const PLAIN_FEATURES = { tnum: true, kern: false, calt: false }
const MARK = /[\p{M}\u200c\u200d]/u
const MAX_KEPT = 5_000

export class PdfFont {
  readonly id: string
  private readonly embedded: EmbeddedFont
  private readonly places = new Map<string, string>()
  private readonly letters = new Map<string, ShapedText>()
  private readonly shaped = new Map<string, ShapedText>()
  private readonly font: Font

  constructor(
    doc: PDFKit.PDFDocument,
    private readonly file: FontFile,
  ) {
    this.font = openFont(file)
    // pdfkit takes any font that can lay out text; its types know of files only.
    Reflect.apply(doc.font, doc, [this.font])
    this.embedded = Reflect.get(doc, '_font')
    this.id = this.embedded.id
    writeOutlines(this.embedded.subset)
  }

  has(code: number): boolean {
    return this.font.hasGlyphForCodePoint(code)
  }

  /** Makes the font known to a page. */
  showOn(page: PDFKit.PDFPage): void {
    const fonts: Record<string, unknown> = Reflect.get(page, 'fonts')
    fonts[this.id] ??= this.embedded.ref()
  }

  /** The glyphs of a text from left to right. */
  shape(text: string, isRightToLeft: boolean): ShapedText {
    if (this.file.isPlain && !MARK.test(text)) return this.letterByLetter(text, isRightToLeft)
    const key = `${isRightToLeft} ${text}`
    const known = this.shaped.get(key)
    if (known !== undefined) return known
    if (this.shaped.size >= MAX_KEPT) this.shaped.clear()
    const run = this.layOut(text, isRightToLeft)
    this.shaped.set(key, run)
    return run
  }

  private letterByLetter(text: string, isRightToLeft: boolean): ShapedText {
    const glyphs: PlacedGlyph[] = []
    let width = 0
    for (const letter of isRightToLeft ? [...text].reverse() : text) {
      const key = isRightToLeft ? `\u200f${letter}` : letter
      let shape = this.letters.get(key)
      if (shape === undefined) {
        shape = this.layOut(letter, isRightToLeft)
        this.letters.set(key, shape)
      }
      glyphs.push(...shape.glyphs)
      width += shape.width
    }
    return { glyphs, width }
  }

  private layOut(text: string, isRightToLeft: boolean): ShapedText {
    const seen = isRightToLeft ? [...text].map(mirrored).join('') : text
    const features = this.file.isPlain ? PLAIN_FEATURES : {}
    const run = this.font.layout(seen, features, undefined, undefined, isRightToLeft ? 'rtl' : 'ltr')
    const glyphs = this.placed(run, isRightToLeft)
    return { glyphs, width: glyphs.reduce((sum, { advance }) => sum + advance, 0) }
  }

  private placed({ glyphs, positions }: GlyphRun, isRightToLeft: boolean): PlacedGlyph[] {
    const scale = 1000 / this.font.unitsPerEm
    return glyphs.flatMap(({ id, codePoints, advanceWidth }, index) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
      // Joiners, which are done with.
      if (xAdvance === 0 && advanceWidth > 0 && codePoints[0] === 0x20) return []
      // Readers turn a text from right to left round letter by letter, also within a glyph.
      const letters = isRightToLeft ? [...codePoints].reverse() : codePoints
      const own = advanceWidth * scale
      const hex = this.placeOf(id, letters, own)
      return [{ hex, own, advance: xAdvance * scale, right: xOffset * scale, up: yOffset * scale }]
    })
  }

  /** A glyph has a place for each text it stands for, so that what is copied is what was written. */
  private placeOf(id: number, letters: readonly number[], width: number): string {
    const key = `${id} ${letters.join()}`
    const known = this.places.get(key)
    if (known !== undefined) return known
    const { subset, widths, unicode } = this.embedded
    const place = subset.glyphs.push(id) - 1
    widths[place] = width
    unicode[place] = letters
    const hex = place.toString(16).padStart(4, '0')
    this.places.set(key, hex)
    return hex
  }
}

/** A font as it is used in one document. */
function openFont({ path, name }: FontFile): Font {
  const font = create(readFileSync(path))
  unpackNatively(font)
  makeRegular(font)
  // pdfkit takes fonts of one name for the same.
  Object.defineProperty(font, 'postscriptName', { value: name })
  tellLetters(font)
  return font
}

/** Glyphs are kept with the letters they were first asked for with; here each has those it is asked for with. */
function tellLetters(font: Font): void {
  const getGlyph = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints = []) =>
    Object.create(getGlyph(id, codePoints), { codePoints: { value: codePoints } })
}
