import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { closeDb, db, inTransaction, openDb, sql } from '@/lib/server/db'
import { FolderLockedError } from '@/lib/server/folder-lock'
import { describeOnEmbedded } from './each-database'

const root = path.resolve(import.meta.dirname, '../..')
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** A process of its own with `db()` and `sql()` at hand, on the same folder. Resolves when it prints `word`. */
function runElsewhere(script: string, word: string): Promise<ChildProcess> {
  const code = `import { db, sql, openDb } from '@/lib/server/db'; import { randomUUID } from 'node:crypto'; ${script}`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (text) => {
      said += text
      if (said.includes(word)) resolve(child)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}, having said: ${said}`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

describeOnEmbedded('the embedded database', ({ dataDir }) => {
  test('a second process is refused with the holder named, and the first one goes on', async () => {
    const script = `await openDb().catch((error) => console.log(error.message, 'end'))`
    const said: string[] = []
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '--eval',
        `import { openDb } from '@/lib/server/db'; ${script}`,
      ],
      { cwd: root },
    )
    child.stdout.on('data', (text) => said.push(String(text)))
    await ended(child)
    expect(said.join('')).toContain(`in use by process ${process.pid}`)
    expect(await db().tenant.count()).toBe(0)
  })

  test('what was committed before a kill -9 is there at the next opening', async () => {
    await closeDb()
    const child = await runElsewhere(
      `let n = 0
       for (;;) {
         await db().tenant.create({ data: { id: randomUUID(), slug: 'kill-' + n, name: 'x' } })
         n += 1
         if (n === 50) console.log('fifty')
       }`,
      'fifty',
    )
    child.kill('SIGKILL')
    await ended(child)
    expect(existsSync(path.join(dataDir(), 'pg.lock'))).toBe(true)
    await openDb()
    const slugs = (await db().tenant.findMany({ select: { slug: true } })).map((row) => row.slug)
    for (let n = 0; n < 50; n += 1) expect(slugs).toContain(`kill-${n}`)
    // Writes go on as before.
    await db().tenant.create({ data: { id: randomUUID(), slug: 'after', name: 'x' } })
  })

  test('closing gives the folder back, and the next use opens it again', async () => {
    await closeDb()
    expect(existsSync(path.join(dataDir(), 'pg.lock'))).toBe(false)
    expect(await db().tenant.count()).toBeGreaterThan(0)
    expect(existsSync(path.join(dataDir(), 'pg.lock'))).toBe(true)
  })

  test('an opening that fails is tried again at the next use, through Prisma as well', async () => {
    await closeDb()
    const other = await runElsewhere(
      `await openDb(); console.log('open'); setInterval(() => {}, 1000)`,
      'open',
    )
    await expect(openDb()).rejects.toThrow(FolderLockedError)
    await expect(db().tenant.count()).rejects.toThrow('in use by process')
    other.kill('SIGKILL')
    await ended(other)
    expect(await db().tenant.count()).toBeGreaterThan(0)
    expect(await sql().query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('statements from outside wait for a transaction instead of joining it', async () => {
    const slug = randomUUID()
    const outside: Promise<unknown>[] = []
    const undone = inTransaction(async (tx) => {
      await tx.query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $3)', [randomUUID(), slug, 'x'])
      outside.push(db().tenant.count({ where: { slug } }))
      await tx.query('SELECT 1')
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    expect(await Promise.all(outside)).toEqual([0])
  })
})
