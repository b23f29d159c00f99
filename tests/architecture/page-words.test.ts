import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findWordsFaults, type Sources } from './page-words'

const root = path.resolve(import.meta.dirname, '../..')

function readSources(): Sources {
  const files = ['app', 'components', 'lib/client', 'lib/domain', 'lib/jimi'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test(-\w+)?\.tsx?$/.test(file)),
  )
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
}

test('every page sends the words its browser parts ask for, and no others', () => {
  const sources = readSources()
  expect([...sources.keys()].filter((file) => file.endsWith('/page.tsx')).length).toBeGreaterThan(30)
  expect(findWordsFaults(sources)).toEqual([])
})

const layout = "export default ({ children }) => <Words of={['shell']}>{children}</Words>"
const page =
  "import { A } from './a'\nexport default function Page() { return <Words of={['map']}><A /></Words> }"
const part = "'use client'\nuseTranslations('map.card')\nuseTranslations('shell')"
const good = { 'app/layout.tsx': layout, 'app/map/page.tsx': page, 'app/map/a.tsx': part }

function faultsOf(changed: Record<string, string>): string[] {
  return findWordsFaults(new Map(Object.entries({ ...good, ...changed }))).map(
    ({ file, fault, namespace }) => `${file}: ${fault} ${namespace}`,
  )
}

test('a page with all its words has no fault', () => expect(faultsOf({})).toEqual([]))

test.each([
  ['imported late', { 'app/map/a.tsx': `${part}\nconst B = dynamic(() => import('./b'))` }],
  ['through a file of another folder', { 'app/map/a.tsx': `${part}\nexport { B } from '@/app/map/b'` }],
  ['for its effects', { 'app/map/a.tsx': `${part}\nimport './b'` }],
])('words a part asks for that is loaded %s are missed', (_, changed) => {
  const faults = faultsOf({ ...changed, 'app/map/b.tsx': "useTranslations('replay')" })
  expect(faults).toEqual(['app/map/page.tsx: not sent replay'])
})

test('loading screens have the words of the layouts around them, not those of their page', () => {
  const loading = "import { A } from './a'\nexport default () => <A />"
  expect(faultsOf({ 'app/map/loading.tsx': loading })).toEqual(['app/map/loading.tsx: not sent map.card'])
})

test('what runs on the server, and types, ask for nothing', () => {
  const server = `${page}\nimport './s'\nimport type { B } from './b'`
  const none = {
    'app/map/s.tsx': "useTranslations('a')",
    'app/map/b.tsx': "'use client'\nuseTranslations('b')",
  }
  expect(faultsOf({ 'app/map/page.tsx': server, ...none })).toEqual([])
})

test.each([
  ['words nobody asks for', page.replace("'map'", "'map', 'video'"), 'asked for by nobody video'],
  ['words sent above already', page.replace("'map'", "'map', 'shell'"), 'already sent above shell'],
  [
    'a list no reader of sources can follow',
    page.replace("['map']", 'ALL'),
    '<Words of> without a list in plain text ',
  ],
  [
    'words inside of another element',
    page.replace('<Words', '<main><Words').replace('</Words>', '</Words></main>'),
    '<Words> inside of other elements ',
  ],
  [
    'an answer beside its words',
    page.replace('{ return', '{ if (gone) return <A />\nreturn'),
    'an answer without <Words> ',
  ],
])('a page with %s is found', (_, text, fault) => {
  expect(faultsOf({ 'app/map/page.tsx': text })).toContain(`app/map/page.tsx: ${fault}`)
})

test.each([
  ['useTranslations(name)', 'useTranslations without a namespace in plain text '],
  ['useMessages()', 'useMessages without the names of what is taken '],
])('a part that says %s is found', (text, fault) => {
  expect(faultsOf({ 'app/map/a.tsx': `${part}\n${text}` })).toEqual([`app/map/a.tsx: ${fault}`])
})
