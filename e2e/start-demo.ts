// Starts `npm run demo` itself on free ports with a folder of its own, so the journeys walk what a newcomer walks.
// MILEPOST_E2E_DEMO=FILE uses a demo that already runs (its demo.json) instead.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const START_TIMEOUT_MS = 300_000

export default async function startDemo(): Promise<() => Promise<void>> {
  if (process.env.MILEPOST_E2E_DEMO) return async () => {}
  const dataDir = mkdtempSync(path.join(tmpdir(), 'milepost-e2e-'))
  const root = path.resolve(import.meta.dirname, '..')
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
  await waitForFile(path.join(dataDir, 'demo.json'), demo, output)
  process.env.MILEPOST_E2E_DEMO = path.join(dataDir, 'demo.json')
  return async () => {
    const ended = new Promise((resolve) => demo.once('exit', resolve))
    demo.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
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
