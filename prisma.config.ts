import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's native schema engine is a download; ours answers the same protocol from npm packages alone.
// Whoever prefers the native one sets this variable to its path.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'scripts/schema-engine.mjs')

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'tsx prisma/seed.ts' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/milepost' },
})
