import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

export default defineConfig({
  resolve: {
    alias: {
      // Next resolves this marker itself; outside Next it throws on import.
      'server-only': path.join(root, 'tests/fixtures/empty.ts'),
      '@': root,
    },
  },
  test: {
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.{ts,tsx}',
      'tests/**/*.test.ts',
      'scripts/**/*.test.ts',
      'app/**/*.test.ts',
    ],
    environment: 'node',
    // Not a measure of speed: a busy machine may need a minute for what usually takes a second.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
