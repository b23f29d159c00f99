// The order in which the parts of a line are seen, by the Unicode bidirectional algorithm (UAX #9).

import bidiFactory from 'bidi-js'

/** `auto` goes by the first letter that has a direction. */
export type Direction = 'ltr' | 'rtl' | 'auto'
/** A part of a line with its letters in the order they are read. */
export type Piece = { text: string; isRightToLeft: boolean }

const bidi = bidiFactory()
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const ISOLATES = /[\u2066-\u2069]/g
/** Letters of scripts from right to left, and what sets that direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** Directs and is not seen. */
const MARKS = /[\u061c\u200e\u200f\u2066-\u2069]/g

/** A text that neither changes the order of what stands around it nor is changed by it. */
export function isolated(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
}

/** As `isolated`, for what others wrote: it cannot end its isolation. */
export function isolatedName(name: string): string {
  return isolated(withoutIsolates(name))
}

export function withoutIsolates(text: string): string {
  return text.replace(ISOLATES, '')
}

/** The parts of a line from left to right. */
export function inOrder(line: string, direction: Direction): Piece[] {
  if (direction !== 'rtl' && !RIGHT_TO_LEFT.test(line))
    return [{ text: line.replace(MARKS, ''), isRightToLeft: false }]
  const { levels } = bidi.getEmbeddingLevels(line, direction)
  const runs: { text: string; level: number }[] = []
  for (let at = 0; at < line.length; at++) {
    const level = levels[at] ?? 0
    const last = runs.at(-1)
    if (last?.level === level) last.text += line[at]
    else runs.push({ text: line[at] ?? '', level })
  }
  return reordered(runs).map(({ text, level }) => ({
    text: text.replace(MARKS, ''),
    isRightToLeft: level % 2 === 1,
  }))
}

/** As it looks in a text from right to left: an opening bracket there is what a closing one is elsewhere. */
export function mirrored(letter: string): string {
  return bidi.getMirroredCharacter(letter) ?? letter
}

/** UAX #9, rule L2: from the highest level down, all that is at it or above is turned round. */
function reordered<T extends { level: number }>(runs: readonly T[]): T[] {
  const order = [...runs]
  const highest = runs.reduce((most, { level }) => Math.max(most, level), 0)
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from
      while ((order[to]?.level ?? -1) >= level) to += 1
      if (to === from) continue
      order.splice(from, to - from, ...order.slice(from, to).reverse())
      from = to
    }
  }
  return order
}
