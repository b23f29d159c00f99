// PostgreSQL for a measurement or a trial: a database of its own on a server that answers, or a whole server of its own
// that may be broken at will. Whatever is made here is removed here.

import { execFile, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { cleanUp } from './clean-up'
import { freePort } from './free-port'

const run = promisify(execFile)

export type OwnDatabase = { url: string; drop(): Promise<void> }

/** Makes an empty database on the server at `serverUrl`. Null, with the reason told, when no server answers. */
export async function createOwnDatabase(
  serverUrl: string,
  tell: (words: string) => void,
): Promise<OwnDatabase | null> {
  const name = `milepost_load_${randomUUID().replaceAll('-', '')}`
  const onServer = (statement: string) => query(serverUrl, statement)
  try {
    await onServer(`CREATE DATABASE ${name}`)
  } catch (error) {
    tell(`no PostgreSQL at ${new URL(serverUrl).host} (${error instanceof Error ? error.message : error})`)
    return null
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = cleanUp(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return { url: url.toString(), drop }
}

export type OwnServer = {
  url: string
  /** Ends all sessions as a crash would, and starts again; resolves when it takes connections. */
  crashAndRestart(): Promise<void>
  stop(): Promise<void>
}

/** Why there can be no server of our own here; null when there can. */
export function whyNoServer(): string | null {
  if (findBinaries() === null) return 'no PostgreSQL programs (initdb, pg_ctl) are installed'
  const needsOther = process.getuid?.() === 0 && spawnSync('id', ['-u', SERVER_USER]).status !== 0
  return needsOther ? `PostgreSQL does not run as root, and there is no user "${SERVER_USER}"` : null
}

/** Starts a server with a new cluster in a temporary folder, on a free port of loopback. */
export async function startOwnServer(): Promise<OwnServer> {
  const folder = mkdtempSync(path.join('/tmp', 'milepost-pg-'))
  const data = path.join(folder, 'data')
  const port = await freePort()
  if (isRoot()) spawnSync('chown', [SERVER_USER, folder])
  else chmodSync(folder, 0o700)
  const control = (...args: string[]) =>
    asServerUser('pg_ctl', ['-D', data, '-l', path.join(folder, 'log'), '-w', '-t', '60', ...args])
  const stop = cleanUp(async () => {
    await control('stop', '-m', 'immediate').catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  await asServerUser('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'])
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c max_connections=60`
  await control('start', '-o', settings)
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    crashAndRestart: () => control('restart', '-m', 'immediate'),
    stop,
  }
}

/** PostgreSQL refuses to run as root; its packages make this user. */
const SERVER_USER = 'postgres'

async function asServerUser(program: string, args: readonly string[]): Promise<void> {
  const binary = path.join(findBinaries() ?? '', program)
  // Whoever starts a server in the background must not wait for the output that the server keeps open.
  const quiet = [binary, ...args]
  const [command = '', ...rest] = isRoot() ? ['runuser', '-u', SERVER_USER, '--', ...quiet] : quiet
  await run('sh', ['-c', 'exec "$@" >/dev/null 2>&1', 'sh', command, ...rest], { cwd: '/tmp' })
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Those on the path, else, as Debian keeps them off it, those of the newest version there. */
function findBinaries(): string | null {
  const onPath = spawnSync('sh', ['-c', 'command -v pg_ctl'], { encoding: 'utf8' }).stdout.trim()
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folders = versions.map((version) => path.join(root, version, 'bin'))
  if (onPath !== '') folders.unshift(path.dirname(onPath))
  const hasAll = (folder: string) => ['initdb', 'pg_ctl'].every((name) => existsSync(path.join(folder, name)))
  return folders.find(hasAll) ?? null
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  // A server that stops meanwhile fails the query, which says so by itself.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
