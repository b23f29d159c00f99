// Demos of the journeys, played by a line of script each: what matters is how they begin and end.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDemo } from '../../e2e/demo-process'

const WRITES_PID = "require('node:fs').writeFileSync('pid', String(process.pid));"
const GETS_READY = "require('node:fs').writeFileSync('demo.json', '{ }');"
const STAYS = 'setInterval(() => {}, 1000);'

function begin(script: string, timeoutMs = 30_000) {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-demo-process-'))
  const cwd = mkdtempSync(path.join(tmpdir(), 'milepost-demo-process-'))
  onTestFinished(() => {
    for (const each of [folder, cwd]) rmSync(each, { recursive: true, force: true })
  })
  const start = startDemo({
    args: ['-e', `process.chdir(${JSON.stringify(folder)}); ${script}`],
    cwd,
    env: process.env,
    folder,
    timeoutMs,
  })
  return { start, folder }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a demo that is stopped is gone, and its folder with it', async () => {
  const { start, folder } = begin(WRITES_PID + GETS_READY + STAYS)
  const { file, stop } = await start
  expect(path.dirname(file)).toBe(folder)
  const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'))
  expect(isAlive(pid)).toBe(true)
  await stop()
  expect([isAlive(pid), existsSync(folder)]).toEqual([false, false])
})

test('one that has died meanwhile is stopped at once', async () => {
  const { start, folder } = begin(WRITES_PID + GETS_READY + STAYS)
  const { stop } = await start
  const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'))
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
  await stop()
  expect(existsSync(folder)).toBe(false)
})

test('one that ends before it is ready says why, and leaves no folder', async () => {
  const { start, folder } = begin("console.error('no port is free'); process.exitCode = 3")
  await expect(start).rejects.toThrow(/code 3:\s+no port is free/)
  expect(existsSync(folder)).toBe(false)
})

test('one that is not ready in time is ended, and leaves no folder', async () => {
  const { start, folder } = begin(STAYS, 0)
  await expect(start).rejects.toThrow('not ready within 0 s')
  expect(existsSync(folder)).toBe(false)
})
