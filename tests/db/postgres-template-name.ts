// Names the migrated PostgreSQL database that the test files of one run copy, and removes it after the run. Whichever file
// first needs it makes it (./postgres-template.ts), so that runs without one don't.

import { randomUUID } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { onServer } from './postgres-server'

declare module 'vitest' {
  interface ProvidedContext {
    postgresTemplate: string
  }
}

export default function nameTemplate({ provide }: TestProject): () => Promise<void> {
  const name = `milepost_template_${randomUUID().replaceAll('-', '')}`
  provide('postgresTemplate', name)
  return () =>
    onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name}`)).then(
      () => {},
      // Where no server answers there is nothing to remove.
      () => {},
    )
}
