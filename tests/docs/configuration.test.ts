import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { envSchema } from '@/lib/server/env'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const rows = new Map(
  [...read('README.md').matchAll(/^\| `([A-Z][A-Z0-9_]*)` \| (.+) \| (.+) \|$/gm)].map(
    ([, name = '', meaning = '', without = '']) => [name, { meaning, without }] as const,
  ),
)

/** Set by Node, npm, Next and Playwright themselves, never by a person. */
const SET_BY_TOOLS = [
  'NODE_ENV',
  'NEXT_RUNTIME',
  'INIT_CWD',
  'PLAYWRIGHT_JSON_OUTPUT_NAME',
  'TEST_PARALLEL_INDEX',
]

test('every setting stands in the README, with the default it really has', () => {
  for (const [name, schema] of Object.entries(envSchema.shape)) {
    if (SET_BY_TOOLS.includes(name)) continue
    expect(rows.has(name), `${name} has a row`).toBe(true)
    const { data } = schema.safeParse(undefined)
    if (data !== undefined) expect(rows.get(name)?.without, name).toBe(`\`${data}\``)
  }
})

test('every variable that any of our files reads is explained in the README or .env.example, and no other', () => {
  const known = new Set([...rows.keys(), ...SET_BY_TOOLS])
  const inExample = [...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name)
  for (const name of inExample) known.add(name)
  const readSomewhere = new Set([...Object.keys(envSchema.shape), ...listSources().flatMap(variablesIn)])
  expect([...readSomewhere].filter((name) => !known.has(name))).toEqual([])
  expect([...rows.keys()].filter((name) => !readSomewhere.has(name))).toEqual([])
})

function listSources(): string[] {
  const folders = ['app', 'components', 'e2e', 'lib', 'prisma', 'scripts', 'tests']
  const inside = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  return [...readdirSync(root), ...inside].filter(
    (file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('generated') && !file.includes('architecture'),
  )
}

function variablesIn(file: string): string[] {
  return [...read(file).matchAll(/process\.env\.([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name)
}
