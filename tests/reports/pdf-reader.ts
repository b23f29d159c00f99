// Reads the lines of our own PDFs: what each glyph stands for, and where a line begins and ends. Source: ISO 32000-1, 9.

import { inflateSync } from 'node:zlib'

/** A line as it was drawn: its letters, and the numbers of its glyphs, from left to right. */
export type PdfLine = { text: string; left: number; right: number; glyphs: string[] }

type PdfFont = { letters: string[]; widths: number[] }

/** Every line of every page, in the order they were drawn. */
export function pdfLines(file: Buffer): PdfLine[] {
  const objects = objectsOf(file)
  const fonts = new Map<string, PdfFont>()
  for (const { source } of objects.values()) {
    for (const [, name = '', id = ''] of source.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, fontOf(objects, id))
  }
  return [...objects.values()].flatMap(({ stream }) =>
    [...stream.matchAll(/BT (.*?) ET/gs)].map(([, commands = '']) => lineOf(commands, fonts)),
  )
}

type PdfObject = { source: string; stream: string }

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const text = file.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const { 1: id = '', index } of text.matchAll(/^(\d+) 0 obj$/gm)) {
    const end = text.indexOf('endobj', index)
    const begin = text.indexOf('stream\n', index)
    const hasStream = begin !== -1 && begin < end
    const source = text.slice(index, hasStream ? begin : end)
    const length = Number(/\/Length (\d+)/.exec(source)?.[1] ?? 0)
    const bytes = file.subarray(begin + 7, begin + 7 + length)
    const isPacked = source.includes('/FlateDecode')
    const stream = hasStream ? (isPacked ? inflateSync(bytes) : bytes).toString('latin1') : ''
    objects.set(id, { source, stream })
  }
  return objects
}

function fontOf(objects: ReadonlyMap<string, PdfObject>, id: string): PdfFont {
  const font = objects.get(id)?.source ?? ''
  const unicode = objects.get(/\/ToUnicode (\d+)/.exec(font)?.[1] ?? '')?.stream ?? ''
  const descendant = objects.get(/\/DescendantFonts \[(\d+)/.exec(font)?.[1] ?? '')?.source ?? ''
  const widths = /\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1] ?? ''
  const letters = [...unicode.matchAll(/<\w{4}> <\w{4}> \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => utf16(hex)),
  )
  return { letters, widths: widths.trim().split(/\s+/).map(Number) }
}

function utf16(hex: string): string {
  return (hex.match(/\w{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

function lineOf(commands: string, fonts: ReadonlyMap<string, PdfFont>): PdfLine {
  let font: PdfFont | undefined
  let [size, at, left] = [0, 0, Number.POSITIVE_INFINITY]
  const [letters, glyphs]: [string[], string[]] = [[], []]
  const tokens = /\/(F\d+) ([\d.]+) Tf|1 0 0 -1 ([-\d.]+) [-\d.]+ Tm|\[([^\]]*)\] TJ/g
  for (const [, name, sizeText, x, array] of commands.matchAll(tokens)) {
    if (name !== undefined) [font, size] = [fonts.get(name), Number(sizeText)]
    else if (x !== undefined) {
      at = Number(x)
      left = Math.min(left, at)
    } else {
      for (const [, hex, back] of (array ?? '').matchAll(/<(\w+)>|([-\d.]+)/g)) {
        if (back !== undefined) at -= (Number(back) * size) / 1000
        for (const glyph of hex?.match(/\w{4}/g) ?? []) {
          const place = Number.parseInt(glyph, 16)
          letters.push(font?.letters[place] ?? '')
          glyphs.push(glyph)
          at += ((font?.widths[place] ?? 0) * size) / 1000
        }
      }
    }
  }
  return { text: letters.join(''), left, right: at, glyphs }
}
