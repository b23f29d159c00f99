// What must not come along to browsers. Schemas weigh 32 KB compressed, more than most pages: browser parts take their types
// (`import type`) and leave constants they need to files without schemas.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readModule, resolve } from './page-words'

const root = path.resolve(import.meta.dirname, '../..')

type Sources = Map<string, string>

/** Pages whose browser parts still read something that stands beside schemas, or check by one. Shorten it, and add none. */
const PAGES_WITH_SCHEMAS = [
  'app/(app)/accounts/page.tsx',
  'app/(app)/commands/page.tsx',
  'app/(app)/devices/[imei]/page.tsx',
  'app/(app)/devices/jobs/[id]/page.tsx',
  'app/(app)/devices/jobs/page.tsx',
  'app/(app)/reports/page.tsx',
  'app/(app)/settings/alarm-rules/page.tsx',
  'app/(app)/settings/api/page.tsx',
  'app/(app)/settings/commands/page.tsx',
  'app/(app)/settings/deliveries/loading.tsx',
  'app/(app)/settings/deliveries/page.tsx',
  'app/(app)/settings/explorer/page.tsx',
  'app/(app)/settings/notifications/page.tsx',
  'app/(app)/sharing/loading.tsx',
  'app/(app)/sharing/page.tsx',
]

function readSources(): Sources {
  const files = ['app', 'components', 'lib/client', 'lib/domain', 'lib/jimi'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test(-\w+)?\.tsx?$/.test(file)),
  )
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
}

/** Chains of browser modules that end at one with schemas, from each page and layout: `page: module > module > schemas`. */
function schemasReached(sources: Sources): Map<string, string> {
  const modules = new Map([...sources].map(([file, text]) => [file, readModule(file, text, sources)]))
  const found = new Map<string, string>()
  for (const entry of sources.keys()) {
    if (!/^app\/.*(page|layout|error|loading|not-found)\.tsx$/.test(entry)) continue
    const seen = new Set<string>()
    const follow = (file: string, chain: readonly string[]): void => {
      const text = sources.get(file) ?? ''
      const inBrowser = chain.length > 0 || modules.get(file)?.client === true
      // Of actions a browser has only their addresses.
      if (found.has(entry) || seen.has(`${file} ${inBrowser}`) || /^(\/\/.*\n|\s)*'use server'/.test(text))
        return
      seen.add(`${file} ${inBrowser}`)
      const next = inBrowser ? [...chain, file] : []
      if (inBrowser && /^import (?!type ).* from 'zod'/m.test(text)) found.set(entry, next.join(' > '))
      for (const imported of modules.get(file)?.imports ?? []) follow(imported, next)
    }
    follow(entry, [])
  }
  return found
}

test('no page but those listed brings schemas to the browser', () => {
  const found = schemasReached(readSources())
  expect([...found].filter(([page]) => !PAGES_WITH_SCHEMAS.includes(page))).toEqual([])
  expect(
    PAGES_WITH_SCHEMAS.filter((page) => !found.has(page)),
    'pages that need not be listed any more',
  ).toEqual([])
})

/** Everything the map page carries before its list can be used: the layouts around it, and itself. */
const MAP_ENTRIES = [
  'app/layout.tsx',
  'app/(app)/layout.tsx',
  'app/(app)/map/layout.tsx',
  'app/(app)/map/page.tsx',
]

/** The only packages that may stand in the way of the list: what is used of them is small. */
const LIGHT_PACKAGES = ['lucide-react', 'next', 'next-intl', 'react', 'react-dom']

/** Packages that browsers load at once with some entries, each with the way there: `module > module`. */
function packagesAtOnce(sources: Sources, entries: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  const follow = (file: string, chain: readonly string[]): void => {
    const text = sources.get(file) ?? ''
    const inBrowser = chain.length > 0 || readModule(file, text, sources).client
    if (seen.has(`${file} ${inBrowser}`) || /^(\/\/.*\n|\s)*'use server'/.test(text)) return
    seen.add(`${file} ${inBrowser}`)
    const next = inBrowser ? [...chain, file] : []
    for (const [, specifier = ''] of text.matchAll(IMPORT_AT_ONCE)) {
      const target = resolve(file, specifier, sources)
      if (target !== undefined) follow(target, next)
      else if (inBrowser && /^[a-z@]/.test(specifier) && !specifier.startsWith('@/'))
        found.set(packageOf(specifier), next.join(' > '))
    }
  }
  for (const entry of entries) follow(entry, [])
  return found
}

const IMPORT_AT_ONCE = /^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'/gm

function packageOf(specifier: string): string {
  const [scope = '', name] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

test('the list of the map waits for no package but the light ones', () => {
  const found = packagesAtOnce(readSources(), MAP_ENTRIES)
  expect([...found].filter(([name]) => !LIGHT_PACKAGES.includes(name))).toEqual([])
  expect([...found.keys()].sort(), 'packages that need not be listed any more').toEqual(LIGHT_PACKAGES)
})

test('a package is found through what a browser part imports at once, not through what comes later', () => {
  const found = (part: string) => [
    ...packagesAtOnce(
      new Map([
        ['app/page.tsx', "import { A } from './a'\nimport sharp from 'sharp'"],
        ['app/a.tsx', `'use client'\n${part}`],
        ['app/b.ts', "import {\n  useQuery,\n} from '@tanstack/react-query/hooks'"],
      ]),
      ['app/page.tsx'],
    ),
  ]
  expect(found("import { B } from './b'")).toEqual([['@tanstack/react-query', 'app/a.tsx > app/b.ts']])
  expect(found("export { B } from './b'")).toEqual([['@tanstack/react-query', 'app/a.tsx > app/b.ts']])
  expect(found("const B = lazy(() => import('./b'))")).toEqual([])
  expect(found("import type { B } from './b'")).toEqual([])
})

test('the build compiles messages, so that no browser gets their parser', async () => {
  const { default: config } = await import(path.join(root, 'next.config.mjs'))
  expect(config.turbopack?.resolveAlias).toMatchObject({
    'use-intl/format-message': expect.stringMatching(/format-only/),
  })
})

test('schemas are found through what a browser part imports, at once or later', () => {
  const schemas = "import { z } from 'zod'\nexport const MOST = 3"
  const part = "'use client'\nimport { MOST } from './b'"
  const page = "import { A } from './a'"
  const chain = (a: string) => [
    ...schemasReached(
      new Map([
        ['app/page.tsx', page],
        ['app/a.tsx', a],
        ['app/b.ts', schemas],
      ]),
    ).values(),
  ]
  expect(chain(part)).toEqual(['app/a.tsx > app/b.ts'])
  expect(chain("'use client'\nconst B = lazy(() => import('./b'))")).toEqual(['app/a.tsx > app/b.ts'])
  expect(chain("'use client'\nimport type { Most } from './b'")).toEqual([])
  expect(chain("import { MOST } from './b'")).toEqual([])
})
