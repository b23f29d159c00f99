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

/** What the template is called until it is done. */
export const unfinishedTemplate = (name: string): string => `${name}_new`

export default function nameTemplate({ provide }: TestProject): () => Promise<void> {
  const name = `milepost_template_${randomUUID().replaceAll('-', '')}`
  provide('postgresTemplate', name)
  return () =>
    onServer(async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name}`)
      // What a run was cut off at while it made it.
      await client.query(`DROP DATABASE IF EXISTS ${unfinishedTemplate(name)} WITH (FORCE)`)
    }).catch(() => {
      // Where no server answers there is nothing to remove.
    })
}
