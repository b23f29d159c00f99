// Text on a page of PDF. A line is parted by direction and by the font file that has its letters, and drawn part by part.

import { fontFilesOf } from './pdf-families'
import type { PdfFont as Font, ShapedText } from './pdf-font'
import { PdfFont } from './pdf-font'
import { type Direction, inOrder } from './pdf-order'

export type LineOptions = {
  /** From the edge where lines begin: the right one where they run from right to left. */
  x: number
  y: number
  width: number
  size: number
  align?: 'start' | 'end'
  /** To which size it may shrink before it is cut. */
  least?: number | undefined
  /** That of the document if not told. */
  direction?: Direction | undefined
}

type Part = { font: Font; shape: ShapedText }
type Known = { line: string; width: number; parts: readonly Part[] }

/** Shown for what no font here has. */
const UNKNOWN = '?'
/** Where letters stand on below the top of a line, by the size: the ascent of Inter. */
const ASCENT = 0.96875
/** Letters that a line may end after, and begin with, without a blank. */
const BREAKABLE =
  /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}、。，；：！？）」』》])(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}（「『《])/u
/** A letter with what is put on it. */
const LETTER = /.[\p{M}\u200c\u200d]*/gsu
/** Part of the letter before: marks, joiners and tones of skin. */
const FOLLOWS = /^(?:\p{M}|\p{Emoji_Modifier}|\u200c|\u200d)$/u
/** Overrides would make a text read as what it is not; the rest is not seen. Joiners and isolates stay. */
const UNSEEN = /(?![\u061c\u200c-\u200f\u2066-\u2069])\p{Cf}|[\ufe00-\ufe0f]/gu
const STAYS_UNSEEN = /^\p{Cf}$/u

export class PdfText {
  /** Whether anything was drawn that no font has. */
  hasUnknown = false
  private readonly fonts = new Map<string, Font>()
  private readonly fontOfCode = new Map<number, Font | null>()

  constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly direction: 'ltr' | 'rtl',
  ) {}

  /** Draws one line, cut with an ellipsis where it is wider than `width`. */
  draw(
    text: string,
    { x, y, width, align = 'start', direction = this.direction, ...sizes }: LineOptions,
  ): void {
    const known = this.known(text)
    const size = this.sizeFor(this.laidOut(known, direction), width, sizes)
    const line = this.fit(known, { width: (width * 1000) / size, direction })
    const isRightToLeft = this.direction === 'rtl'
    const left = isRightToLeft ? this.doc.page.width - x - width : x
    const rest = Math.max(0, width - (line.width * size) / 1000)
    let at = left + ((align === 'end') === isRightToLeft ? 0 : rest)
    const commands: string[] = []
    for (const { font, shape } of line.parts) {
      font.showOn(this.doc.page)
      commands.push(`/${font.id} ${number(size)} Tf 1 0 0 -1 ${number(at)} ${number(y + ASCENT * size)} Tm`)
      commands.push(...shown(shape, size))
      at += (shape.width * size) / 1000
    }
    if (commands.length > 0) this.doc.addContent(`BT ${commands.join(' ')} ET`)
  }

  /** A text in lines no wider than `width`, broken at blanks and between letters of scripts that have none. */
  wrapped(text: string, width: number, size: number): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(/\s+/)) {
      let blank = line === '' ? '' : ' '
      for (const part of word.split(BREAKABLE)) {
        const longer = `${line}${blank}${part}`
        if (line !== '' && this.width(longer, size) > width) {
          lines.push(line)
          line = part
        } else line = longer
        blank = ''
      }
    }
    return [...lines, line]
  }

  private width(text: string, size: number): number {
    return (this.laidOut(this.known(text), this.direction).width * size) / 1000
  }

  private sizeFor(
    line: Known,
    width: number,
    { size, least = size }: { size: number; least?: number | undefined },
  ) {
    return line.width * size <= width * 1000 ? size : Math.max(least, (width * 1000) / line.width)
  }

  /** `width` in thousandths of the size. */
  private fit(text: string, { width, direction }: { width: number; direction: Direction }): Known {
    const whole = this.laidOut(text, direction)
    if (whole.width <= width) return whole
    const letters = text.match(LETTER) ?? []
    const cut = (count: number) => this.laidOut(`${letters.slice(0, count).join('').trimEnd()}…`, direction)
    let [low, high] = [0, letters.length]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (cut(middle).width <= width) low = middle
      else high = middle - 1
    }
    return cut(low)
  }

  private laidOut(line: string, direction: Direction): Known {
    const parts: Part[] = []
    let width = 0
    for (const { text, isRightToLeft } of inOrder(line, direction)) {
      const runs = this.runs(text)
      for (const { font, part } of isRightToLeft ? runs.reverse() : runs) {
        const shape = font.shape(part, isRightToLeft)
        parts.push({ font, shape })
        width += shape.width
      }
    }
    return { line, width, parts }
  }

  /** In one line, and with a mark for each letter that no font has. */
  private known(text: string): string {
    let known = ''
    let isLost = false
    let isJoined = false
    for (const letter of text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(UNSEEN, '')) {
      // What belongs to a letter that is not there goes with it, as do those that are joined to it.
      if (isLost && (isJoined || FOLLOWS.test(letter))) {
        isJoined = letter === '\u200d'
        continue
      }
      isLost = !STAYS_UNSEEN.test(letter) && this.fontOf(letter) === null
      if (isLost) this.hasUnknown = true
      known += isLost ? UNKNOWN : letter
    }
    return known
  }

  private runs(text: string): { font: Font; part: string }[] {
    const runs: { font: Font; part: string }[] = []
    for (const letter of text) {
      const last = runs.at(-1)
      const font = this.fontBeside(letter, last?.font)
      if (font === null) continue
      if (last !== undefined && last.font === font) last.part += letter
      else runs.push({ font, part: letter })
    }
    return runs
  }

  /** A blank or a joiner is in the font of what it follows. */
  private fontBeside(letter: string, before: Font | undefined): Font | null {
    if (before !== undefined && (letter === ' ' || letter === '\u200c' || letter === '\u200d')) return before
    return this.fontOf(letter)
  }

  private fontOf(letter: string): Font | null {
    const code = letter.codePointAt(0) ?? 0
    const known = this.fontOfCode.get(code)
    if (known !== undefined) return known
    const font = this.findFont(code)
    this.fontOfCode.set(code, font)
    return font
  }

  private findFont(code: number): Font | null {
    for (const file of fontFilesOf(code)) {
      let font = this.fonts.get(file.name)
      if (font === undefined) {
        font = new PdfFont(this.doc, file)
        this.fonts.set(file.name, font)
      }
      if (font.has(code)) return font
    }
    return null
  }
}

/** The commands that show glyphs. Source: ISO 32000-1, 9.4.3. */
function* shown({ glyphs }: ShapedText, size: number): Generator<string> {
  let array = ''
  let rise = 0
  for (const { hex, own, advance, right, up } of glyphs) {
    if (up !== rise) {
      if (array !== '') yield `[${array}] TJ`
      array = ''
      rise = up
      yield `${number((up * size) / 1000)} Ts`
    }
    if (right !== 0) array += number(-right)
    array += `<${hex}>`
    const back = own - advance + right
    if (Math.abs(back) > 0.001) array += number(back)
  }
  if (array !== '') yield `[${array.replaceAll('><', '')}] TJ`
  if (rise !== 0) yield '0 Ts'
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
