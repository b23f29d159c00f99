// Starts `npm run demo` itself on free ports with a folder of its own, so the journeys walk what a newcomer walks: one for
// each worker, as journeys change the fleet and some take the vendor down. MILEPOST_E2E_DEMO=FILE uses a demo that already
// runs (its demo.json) instead.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { FullConfig } from '@playwright/test'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { makeQuickFolder } from '../scripts/lib/quick-folder.mjs'

const START_TIMEOUT_MS = 300_000
const root = path.resolve(import.meta.dirname, '..')

type Demo = { file: string; stop: () => Promise<void> }

export default async function startDemos({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (process.env.MILEPOST_E2E_DEMO) return async () => {}
  // Each demo would build what is not built yet, and two builds in one folder spoil each other.
  ensureBuild(root)
  const starts = await Promise.allSettled(Array.from({ length: workers }, startDemo))
  const demos = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const stop = async () => {
    await Promise.all(demos.map((demo) => demo.stop()))
  }
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  process.env.MILEPOST_E2E_DEMO = demos.map(({ file }) => file).join(path.delimiter)
  return stop
}

async function startDemo(): Promise<Demo> {
  const dataDir = makeQuickFolder('milepost-e2e-')
  const demo = spawn(process.execPath, ['scripts/demo.mjs', '--devices', '300'], {
    cwd: root,
    // A short poll, so that journeys which wait for the vendor's next answer don't wait long.
    env: {
      ...process.env,
      PORT: '0',
      SANDBOX_PORT: '0',
      MILEPOST_DATA_DIR: dataDir,
      MILEPOST_POLL_SECONDS: '3',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collectOutput(demo)
  const file = path.join(dataDir, 'demo.json')
  await waitForFile(file, demo, output)
  const stop = async () => {
    const ended = new Promise((resolve) => demo.once('exit', resolve))
    demo.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { file, stop }
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = []
  child.stdout?.on('data', (chunk) => chunks.push(String(chunk)))
  child.stderr?.on('data', (chunk) => chunks.push(String(chunk)))
  return () => chunks.join('').slice(-4000)
}

async function waitForFile(file: string, demo: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (existsSync(file) && readFileSync(file, 'utf8').length > 2) return
    if (demo.exitCode !== null) throw new Error(`The demo ended with code ${demo.exitCode}:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  demo.kill('SIGTERM')
  throw new Error(`The demo was not ready within ${START_TIMEOUT_MS / 1000} s:\n${output()}`)
}
