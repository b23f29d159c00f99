import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { bundleMapLibrary, MAP_LIBRARY_BUDGET_BYTES, sourceOptions } from './map-library.mjs'
import { bundleSharePage, MAP_BUDGET_BYTES, PAGE_BUDGET_BYTES } from './share-bundle.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const PACKAGE = path.join(root, 'node_modules/maplibre-gl')
const packed = (text: string | Buffer) => gzipSync(text, { level: 6 }).length

test('page, worker and what they share hold each module of the map library once, and keep its licence', async () => {
  const { files, outputs } = await bundleMapLibrary(root)
  expect([...files.keys()].sort()).toEqual([
    'maplibre-gl-shared.mjs',
    'maplibre-gl-worker.mjs',
    'maplibre-gl.mjs',
  ])
  const modules = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
  expect(modules.filter((name, index) => modules.indexOf(name) !== index)).toEqual([])
  // The map and a tile of the worker's are among them, so the list above was not empty for want of modules.
  expect(modules).toContain('node_modules/maplibre-gl/src/ui/map.ts')
  expect(modules).toContain('node_modules/maplibre-gl/src/source/worker_tile.ts')
  for (const text of files.values()) expect(text.slice(0, 200)).toContain('@license 3-Clause BSD')
})

test('the map library comes to at most 345 KB compressed, worker and all', async () => {
  const { files } = await bundleMapLibrary(root)
  const bytes = [...files.values()].reduce((sum, text) => sum + packed(text), 0)
  expect(bytes).toBeLessThanOrEqual(MAP_LIBRARY_BUDGET_BYTES)
})

test('it exports all that the published library does', async () => {
  const { exports } = await bundleMapLibrary(root)
  const published = readFileSync(path.join(PACKAGE, 'dist/maplibre-gl.mjs'), 'utf8')
  const [, names = ''] = /export ?\{([^}]*)\};?\s*(?:\/\/.*)?\s*$/.exec(published) ?? []
  const expected = names.split(',').map((name) => name.trim().split(' as ').at(-1))
  expect(expected).toContain('Map')
  expect(exports.toSorted()).toEqual(expected.toSorted())
})

test('the sources are those that the published files were made of', () => {
  const map = JSON.parse(readFileSync(path.join(PACKAGE, 'dist/maplibre-gl.mjs.map'), 'utf8')) as {
    sources: string[]
    sourcesContent: string[]
  }
  const own = map.sources.flatMap((source, index) =>
    source.startsWith('../src/') ? [{ source, published: map.sourcesContent[index] }] : [],
  )
  expect(own.length).toBeGreaterThan(300)
  const readOwn = (source: string) => readFileSync(path.join(PACKAGE, 'dist', source), 'utf8')
  expect(own.filter(({ source, published }) => readOwn(source) !== published)).toEqual([])
})

test('fields that a class only declares keep what its parent set: a vertex array takes a vertex', async () => {
  const { outputFiles } = await build({
    ...sourceOptions(root),
    absWorkingDir: root,
    entryPoints: ['node_modules/maplibre-gl/src/data/array_types.g.ts'],
    outdir: 'out',
  })
  const script = outputFiles?.[0]?.text ?? ''
  const { PosArray } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as {
    PosArray: new () => { emplaceBack(x: number, y: number): number; int16: Int16Array; length: number }
  }
  const array = new PosArray()
  array.emplaceBack(3, 4)
  expect(array.length).toBe(1)
  expect([...array.int16.slice(0, 2)]).toEqual([3, 4])
})

test('a version without sources is refused in words that say so', () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'milepost-map-'))
  expect(() => sourceOptions(empty)).toThrow(/comes without its sources/)
  rmSync(empty, { recursive: true })
})

test('the share page stays within its budgets, and its map and worker import what they share', async () => {
  const { css, page, ...map } = await bundleSharePage(root)
  expect(packed(page.bytes) + packed(css)).toBeLessThanOrEqual(PAGE_BUDGET_BYTES)
  const bytes = Object.values(map).reduce((sum, file) => sum + packed(file.bytes), packed(page.bytes))
  expect(bytes).toBeLessThanOrEqual(MAP_BUDGET_BYTES)
  for (const file of [map.map, map.worker])
    expect(file.bytes.toString('utf8')).toContain(`from"./${map.mapShared.name}"`)
})
