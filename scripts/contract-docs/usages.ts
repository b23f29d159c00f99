// Finds where Milepost calls which vendor method: by the method's literal name in the sources.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { methods } from '@/lib/jimi/contract'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'

/** The source files, by path from the root with forward slashes, that name each method. Sorted; tests don't count. */
export type Usages = ReadonlyMap<string, readonly string[]>

const PLACES = ['lib/server', 'app']
/** Rules about methods, which name every one they have something to say of and call none. */
const RULES: ReadonlySet<string> = new Set([
  'lib/server/services/batching.ts',
  'lib/server/services/connection-line.ts',
  'lib/server/services/explorer-policy.ts',
  'lib/server/services/freshness.ts',
])

/** Reads the sources below `root`. */
export function findUsages(root: string): Usages {
  const files = PLACES.flatMap((place) => listSources(root, place)).sort()
  const texts = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
  const named = Object.keys(methods).map((name): [string, string] => [name, `'${name}'`])
  // The hub is called through a client of its own.
  const wanted: [string, string][] = [...named, [INSTRUCT.name, "/jimi/instruct-client'"]]
  return new Map(
    wanted.map(([name, mark]) => [
      name,
      texts.filter(({ text }) => text.includes(mark)).map(({ file }) => file),
    ]),
  )
}

function listSources(root: string, place: string): string[] {
  return readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(place, file.split(path.sep).join('/')))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('/generated/'))
    .filter((file) => !RULES.has(file))
}
