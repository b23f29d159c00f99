// A migrated embedded database to copy. Making one anew takes longer than most tests take, and all tests of one version of
// the schema begin with the same.

import { createHash, randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { openEmbedded } from '@/lib/server/db-embedded'
import { migrationsFolder } from '@/lib/server/migrate'

const TEMPLATES = path.join(tmpdir(), `milepost-templates-${userInfo().uid}`)
/** `template1` and `template0`, half of all there is to copy: the engine only reads them to make further databases. */
const UNUSED_DATABASES = ['1', '4']
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

/** Puts a database without rows into a folder that has none, as if it had been opened there and closed. */
export async function seedEmbedded(dataDir: string): Promise<void> {
  const template = path.join(TEMPLATES, `pglite-${schemaDigest()}`)
  if (!existsSync(template)) await makeTemplate(template)
  cpSync(template, path.join(dataDir, 'pg'), { recursive: true })
}

/** Whoever comes first makes it. Two at once make one each, and the second goes away. */
async function makeTemplate(template: string): Promise<void> {
  forgetOldTemplates()
  const workshop = path.join(TEMPLATES, `making-${randomUUID()}`)
  mkdirSync(workshop, { recursive: true, mode: 0o700 })
  try {
    const { close } = await openEmbedded(workshop)
    await close()
    for (const oid of UNUSED_DATABASES) emptyFolder(path.join(workshop, 'pg', 'base', oid))
    if (!existsSync(template)) renameSync(path.join(workshop, 'pg'), template)
  } catch (error) {
    if (!existsSync(template)) throw error
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true })
  mkdirSync(folder, { mode: 0o700 })
}

/** What the template follows from: the migrations, the engine, and what is left out. */
function schemaDigest(): string {
  const digest = createHash('sha256').update(engineVersion()).update(UNUSED_DATABASES.join())
  const names = readdirSync(migrationsFolder(), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    digest.update(name).update(readFileSync(path.join(migrationsFolder(), name, 'migration.sql')))
  return digest.digest('hex').slice(0, 16)
}

function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return readFileSync(path.join(path.dirname(entry), '../package.json'), 'utf8')
}

function forgetOldTemplates(): void {
  if (!existsSync(TEMPLATES)) return
  for (const name of readdirSync(TEMPLATES)) {
    const folder = path.join(TEMPLATES, name)
    if (Date.now() - statSync(folder).mtimeMs > FORGOTTEN_AFTER_MS)
      rmSync(folder, { recursive: true, force: true })
  }
}
