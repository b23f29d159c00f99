import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ensureBuild } from './build.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'milepost-build-'))
  vi.spyOn(console, 'log').mockImplementation(() => {})
  write('scripts/prepare-assets.mjs', '')
  // Stands in for Next: leaves what a build leaves, and fails when the sources say so.
  write(
    'node_modules/next/dist/bin/next',
    `const fs = require('fs')
     fs.mkdirSync(process.env.MILEPOST_DIST_DIR, { recursive: true })
     fs.writeFileSync(process.env.MILEPOST_DIST_DIR + '/BUILD_ID', 'x')
     process.exit(fs.readFileSync('app/page.tsx', 'utf8') === 'broken' ? 1 : 0)`,
  )
  write('node_modules/next/package.json', '{"type":"commonjs"}')
  write('app/page.tsx', 'one')
  write('package-lock.json', '{}')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

test('builds once, and again when and only when something of the build changed', () => {
  expect(ensureBuild(root)).toBe(true)
  expect(ensureBuild(root)).toBe(false)
  for (const [file, text] of [
    ['app/page.tsx', 'two'],
    ['app/new.tsx', ''],
    ['lib/server/env.ts', ''],
    ['messages/en.json', '{}'],
    ['package-lock.json', '{"changed":1}'],
    ['next.config.mjs', ''],
  ] as const) {
    write(file, text)
    expect(ensureBuild(root), file).toBe(true)
    expect(ensureBuild(root), file).toBe(false)
  }
  for (const file of [
    'app/page.test.ts',
    'tests/x.ts',
    'README.md',
    'lib/server/generated/x.ts',
    'public/basemap/x',
  ]) {
    write(file, 'changed')
    expect(ensureBuild(root), file).toBe(false)
  }
})

test('a file that moved counts as changed although its bytes are the same', () => {
  write('app/one.tsx', 'same')
  ensureBuild(root)
  rmSync(path.join(root, 'app/one.tsx'))
  write('app/other.tsx', 'same')
  expect(ensureBuild(root)).toBe(true)
})

test('a build that fails says so and never passes for the one before', () => {
  ensureBuild(root)
  write('app/page.tsx', 'broken')
  expect(() => ensureBuild(root)).toThrow('The build failed')
  write('app/page.tsx', 'one')
  expect(ensureBuild(root)).toBe(true)
})

test('another folder has a build of its own', () => {
  ensureBuild(root)
  expect(ensureBuild(root, { distDir: '.next-other' })).toBe(true)
  expect(existsSync(path.join(root, '.next-other', 'BUILD_ID'))).toBe(true)
  expect(readFileSync(path.join(root, '.next', 'BUILD_ID'), 'utf8')).toBe('x')
  expect(ensureBuild(root)).toBe(false)
})
