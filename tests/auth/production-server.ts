// A production server of the last build, on a free port, with an embedded database of its own and one person in it.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { closeDb, openDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { seedEmbedded } from '../db/embedded-template'
import { makePerson, type Person } from './people'

const root = path.resolve(import.meta.dirname, '../..')
const distDir = process.env.MILEPOST_DIST_DIR ?? '.next'

/** Whether there is a build to start; without one these tests are skipped, and say so. */
export const hasBuild = existsSync(path.join(root, distDir, 'BUILD_ID'))
if (!hasBuild) process.stderr.write(`Server tests are skipped: no build in ${distDir}; run: npm run build\n`)

export type RunningServer = {
  url: string
  person: Person
  /** Sends SIGTERM and answers the exit code; null when the process had to be killed by the signal. */
  stop(): Promise<number | null>
}

/**
 * A server that lives as long as the describe block; read it only within tests. `populate` fills its database and says
 * who signs in.
 */
export function useProductionServer(
  variables: Record<string, string> = {},
  populate: () => Promise<Person> = makePerson,
): () => RunningServer {
  let running: RunningServer | undefined
  let child: ChildProcess | undefined
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'milepost-server-'))
    await seedEmbedded(folder)
    const settings = { DATABASE_URL: '', MILEPOST_DATA_DIR: folder }
    const person = await seed(settings, populate)
    const url = `http://127.0.0.1:${await freePort()}`
    const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', new URL(url).port]
    const env = {
      ...process.env,
      ...settings,
      NODE_ENV: 'production' as const,
      LOG_LEVEL: 'fatal',
      ...variables,
    }
    child = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' })
    await vi.waitUntil(() => isReady(url), { timeout: 50_000, interval: 200 })
    running = { url, person, stop: () => stop(child) }
  })
  afterAll(async () => {
    await stop(child)
    rmSync(folder, { recursive: true, force: true })
  })
  return () => {
    if (!running) throw new Error('the server runs only within tests')
    return running
  }
}

// The server takes the folder for itself afterwards, so the seed must have let go of it.
async function seed(settings: Record<string, string>, populate: () => Promise<Person>): Promise<Person> {
  Object.assign(process.env, settings)
  forgetEnv()
  await openDb()
  const person = await populate()
  await closeDb()
  return person
}

async function stop(child: ChildProcess | undefined): Promise<number | null> {
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  if (child?.exitCode === null && child.kill('SIGTERM')) await ended
  return child?.exitCode ?? null
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health?check=ready`).catch(() => null)
  return response?.ok ?? false
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
