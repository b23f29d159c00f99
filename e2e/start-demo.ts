// Starts `npm run demo` itself on free ports with a folder of its own, so the journeys walk what a newcomer walks: one for
// each worker, as journeys change the fleet and some take the vendor down. MILEPOST_E2E_DEMO=FILE uses a demo that already
// runs (its demo.json) instead, or several, one for each worker.

import path from 'node:path'
import type { FullConfig } from '@playwright/test'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { makeQuickFolder } from '../scripts/lib/quick-folder.mjs'
import { type Demo, startDemo } from './demo-process'

const START_TIMEOUT_MS = 300_000
const root = path.resolve(import.meta.dirname, '..')

export default async function startDemos({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (process.env.MILEPOST_E2E_DEMO) return async () => {}
  // Each demo would build what is not built yet, and two builds in one folder spoil each other.
  ensureBuild(root)
  const starts = await Promise.allSettled(Array.from({ length: workers }, startOwnDemo))
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

function startOwnDemo(): Promise<Demo> {
  const folder = makeQuickFolder('milepost-e2e-')
  return startDemo({
    args: ['scripts/demo.mjs', '--devices', '300'],
    cwd: root,
    // A short poll, so that journeys which wait for the vendor's next answer don't wait long.
    env: {
      ...process.env,
      PORT: '0',
      SANDBOX_PORT: '0',
      MILEPOST_DATA_DIR: folder,
      MILEPOST_POLL_SECONDS: '3',
    },
    folder,
    timeoutMs: START_TIMEOUT_MS,
  })
}
