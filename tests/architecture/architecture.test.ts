import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findViolations, type SourceFile } from './find-violations'

const root = path.resolve(import.meta.dirname, '../..')

function readSources(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/') && !file.endsWith('.d.ts'))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
}

test('no source breaks an import rule or holds what belongs to one file only', () => {
  const atRoot = ['middleware.ts', 'instrumentation.ts'].map((file) => ({
    path: file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }))
  const sources = [...['app', 'components', 'lib', 'share-page'].flatMap(readSources), ...atRoot]
  expect(sources.length).toBeGreaterThan(50)
  expect(findViolations(sources)).toEqual([])
})

const opening = '// A planted file.\n'
const planted: [string, string, string][] = [
  ['lib/domain/x.ts', "import { a } from '../server/env'", 'lib/domain must not import lib/server'],
  ['lib/domain/x.ts', "import { a } from 'react'", 'lib/domain knows no framework'],
  ['lib/jimi/x.ts', "import { a } from '@/lib/server/db'", 'lib/jimi must not import lib/server'],
  ['lib/jimi/contract/x.ts', "import 'server-only'", 'lib/jimi/contract knows no framework'],
  ['lib/jimi/x.ts', 'export const a = process.env.A', 'process.env is read in lib/server/env.ts only'],
  ['lib/sandbox/x.ts', "import { a } from '@prisma/client'", 'lib/sandbox knows no framework'],
  ['lib/client/x.ts', "import { a } from '@/lib/jimi/client'", 'lib/client must not import lib/jimi'],
  ['lib/client/x.ts', "const a = await import('@/lib/server/db')", 'lib/client must not import lib/server'],
  ['lib/server/x.ts', "import { a } from '@/lib/client/live-store'", 'lib/server must not import lib/client'],
  [
    'lib/server/x.ts',
    'export const db = new PrismaClient()',
    'a Prisma client is made in lib/server/db.ts only',
  ],
  [
    'lib/server/x.ts',
    'const c = createJimiClient({})',
    'vendor credentials are opened in lib/server/jimi.ts only',
  ],
  [
    'lib/server/services/x.ts',
    'await sendOrder(viewer, method, input, {})',
    'orders to vehicles leave through lib/server/services/commands-door.ts only',
  ],
  [
    'app/(app)/video/x.ts',
    'createInstructClient({ address, token })',
    'orders to vehicles leave through lib/server/services/commands-door.ts only',
  ],
  [
    'lib/server/services/x.ts',
    "const method = 'jimi.open.instruction.send'",
    'methods that order vehicles are named by their door only',
  ],
  [
    'app/api/x/route.ts',
    "fetch(hub + '/api/device/sendInstruct')",
    'methods that order vehicles are named by their door only',
  ],
  ['lib/server/x.ts', "export { a } from '@/app/page'", 'lib/server must not import app'],
  ['components/x.tsx', "import { a } from '@/lib/server/db'", 'components must not import lib/server'],
  ['components/x.tsx', "import { a } from '@/app/(app)/map/page'", 'components must not import app'],
  ['app/(app)/map/x.tsx', "import { a } from '@/lib/sandbox/server'", 'app must not import lib/sandbox'],
  ['app/(app)/map/x.tsx', "import { a } from '../replay/b'", 'features do not import each other'],
  ['share-page/x.ts', "import { a } from '@/lib/client/live-store'", 'share-page must not import lib/client'],
  ['share-page/x.ts', "import { a } from '@/lib/server/db'", 'share-page must not import lib/server'],
  ['middleware.ts', "import { a } from './components/a'", 'middleware.ts must not import components'],
  ['middleware.ts', 'const a = process.env.A', 'process.env is read in lib/server/env.ts only'],
  ['lib/shared/x.ts', 'export const a = 1', 'a file of lib belongs to a room'],
  ['lib/client/index.ts', 'export const a = 1', 'no barrel files but the registries'],
  ['lib/domain/utils.ts', 'export const a = 1', 'a file is named for what it owns'],
]

test.each(planted)('a violation planted in %s (%s) is found', (file, text, rule) => {
  expect(findViolations([{ path: file, text: opening + text }]).map((violation) => violation.rule)).toContain(
    rule,
  )
})

test('a lib file without an opening comment is found', () => {
  const rules = findViolations([{ path: 'lib/domain/x.ts', text: 'export const a = 1' }]).map(
    (violation) => violation.rule,
  )
  expect(rules).toEqual(['a file of lib opens by saying what it owns'])
})

test('what the rules allow is not reported', () => {
  const allowed: SourceFile[] = [
    { path: 'lib/sandbox/x.ts', text: `${opening}import { a } from '@/lib/jimi/contract/index'` },
    { path: 'lib/client/x.ts', text: `${opening}import { a } from '@/lib/domain/vehicle'` },
    { path: 'lib/server/env.ts', text: `${opening}export const a = process.env.A` },
    {
      path: 'app/(app)/map/x.tsx',
      text: "import { a } from '../shell'\nimport { b } from '@/components/ui/button'",
    },
  ]
  expect(findViolations(allowed)).toEqual([])
})
