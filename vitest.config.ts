import path from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

const root = import.meta.dirname

/** Rules, wire formats and parts without a process of their own: they leave nothing behind, and need not load all anew for each file. */
const PURE = [
  'lib/{domain,jimi,client,sandbox}/**/*.test.{ts,tsx}',
  'components/**/*.test.{ts,tsx}',
  'tests/sandbox/**/*.test.ts',
]

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
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          globalSetup: 'tests/db/postgres-template-name.ts',
          include: ['{lib,tests,scripts,app}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE],
        },
      },
    ],
  },
})
