// Which font file has a letter. The families are packages that part a type by scripts, Chinese into a hundred parts of it,
// and tell in `unicode.json` which letters are where, so that a document opens only what it is written in.

import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The first one that has a letter is used: see docs/decisions/019. */
const FAMILIES = [
  '@fontsource-variable/inter',
  '@fontsource/ibm-plex-sans-arabic',
  '@fontsource-variable/noto-sans-sc',
  '@fontsource-variable/noto-sans-hebrew',
  '@fontsource-variable/noto-sans-devanagari',
  '@fontsource-variable/noto-sans-thai',
] as const

/** A part of a family. */
export type FontFile = {
  /** Unique, in letters that a PDF takes for a name. */
  name: string
  path: string
  /** Whether each letter looks the same beside any other, which is not so where letters join or stack. */
  isPlain: boolean
}

/** Pairs of first and last letters. */
type Ranges = readonly (readonly [number, number])[]

const PLAIN: readonly string[] = ['@fontsource-variable/inter', '@fontsource-variable/noto-sans-sc']
const filesOf = new Map<string, readonly { file: FontFile; ranges: Ranges }[]>()

/** The files that may have a letter, best first: what a range tells of is not always there. */
export function* fontFilesOf(code: number): Generator<FontFile> {
  for (const family of FAMILIES)
    for (const { file, ranges } of files(family))
      if (ranges.some(([first, last]) => first <= code && code <= last)) yield file
}

function files(family: string): readonly { file: FontFile; ranges: Ranges }[] {
  const known = filesOf.get(family)
  if (known !== undefined) return known
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', family)
  const parts: Record<string, string> = JSON.parse(readFileSync(path.join(folder, 'unicode.json'), 'utf8'))
  const [base, cut] = [path.basename(family), family.startsWith('@fontsource-variable/') ? 'wght' : '400']
  const read = Object.entries(parts).map(([part, letters]) => {
    const name = `${base}-${part.replace(/[^\w-]/g, '')}`
    const file = { name, path: path.join(folder, 'files', `${name}-${cut}-normal.woff2`) }
    return { file: { ...file, isPlain: PLAIN.includes(family) }, ranges: rangesIn(letters) }
  })
  filesOf.set(family, read)
  return read
}

/** "U+600-6FF,U+750" */
function rangesIn(letters: string): Ranges {
  return letters.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice('U+'.length).split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
}
