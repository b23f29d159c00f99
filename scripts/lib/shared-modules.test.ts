import path from 'node:path'
import { expect, test } from 'vitest'
import { leavesNothingBehind, testFilesIn } from './shared-modules.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const HEAD = "import { expect, test } from 'vitest'\n"

test('a test of rules alone leaves nothing behind', () => {
  expect(leavesNothingBehind(`${HEAD}test('adds', () => expect(1 + 1).toBe(2))`)).toBe(true)
})

test.each([
  'expect(Date.now() === 0)',
  'const now = Date.now()',
  'expect(Math.random == draw)',
  'const note = draw',
])('a test that only looks is not: %s', (line) => {
  expect(leavesNothingBehind(HEAD + line)).toBe(true)
})

test.each([
  "vi.mock('./clock')",
  'vi.useFakeTimers()',
  "process.env.LOG_LEVEL = 'warn'",
  'globalThis.fetch = answer',
  "vi.spyOn(console, 'error')",
  'Date.now = () => 0',
  'Math.random = draw',
  'console.error=note',
  "describeOnEachDatabase('people', define)",
  "describeOnPostgres('people', define)",
  'forgetEnv()',
  "mkdtempSync('x')",
  '// @vitest-environment happy-dom',
])('a test that has %s is kept apart', (line) => {
  expect(leavesNothingBehind(HEAD + line)).toBe(false)
})

test('test files are found below their folder, those of routes too', () => {
  expect(testFilesIn(root, 'scripts')).toContain('scripts/lib/shared-modules.test.ts')
  expect(testFilesIn(root, 'app').every((file) => file.startsWith('app/'))).toBe(true)
  expect(testFilesIn(root, 'app').some((file) => file.includes('/(app)/'))).toBe(true)
})
