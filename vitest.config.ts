import { readFileSync } from 'node:fs'
import path from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { leavesNothingBehind, testFilesIn } from './scripts/lib/shared-modules.mjs'

const root = import.meta.dirname

/** Rules, wire formats and parts without a process of their own: they leave nothing behind, and need not load all anew for each file. */
const PURE = [
  'lib/{domain,jimi,client,sandbox}/**/*.test.{ts,tsx}',
  'components/**/*.test.{ts,tsx}',
  'tests/sandbox/**/*.test.ts',
]

/** Beside them, each file whose own text shows it. Those in tests/ are not asked: what they do lies in what they share. */
const SHOWN_PURE = ['app', 'lib/server', 'scripts']
  .flatMap((folder) => testFilesIn(root, folder))
  .filter((file) => leavesNothingBehind(readFileSync(path.join(root, file), 'utf8')))

export default defineConfig({
  resolve: {
    alias: {
      // Next resolves this marker itself; outside Next it throws on import.
      'server-only': path.join(root, 'tests/fixtures/empty.ts'),
      '@': root,
    },
  },
  test: {
    environment: 'node',
    // Not a measure of speed: a busy machine may need a minute for what usually takes a second.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: [...PURE, ...SHOWN_PURE.map(asPattern)], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          globalSetup: 'tests/db/postgres-template-name.ts',
          include: ['{lib,tests,scripts,app}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE, ...SHOWN_PURE.map(asPattern)],
        },
      },
    ],
  },
})

/** Folders of routes have brackets in their names, which mean something else in a pattern. */
function asPattern(file: string): string {
  return file.replace(/[()[\]{}!*?]/g, '\\$&')
}
