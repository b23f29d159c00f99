import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(os.tmpdir(), 'milepost-sandbox-docs-'))
let sandbox: Sandbox

beforeAll(async () => {
  // On a busy machine the second command of the guide must still come before the first one's answer.
  const switches = { commandDelayMs: 6000 }
  sandbox = await startSandbox({ port: 0, seed: 1, devices: 200, profile: 'pro', switches })
  writeFileSync(path.join(folder, 'sandbox.json'), JSON.stringify(sandbox))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the examples of docs/sandbox.md run as they stand and answer with the codes they name', {
  timeout: 120_000,
}, async () => {
  const guide = readFileSync(path.join(root, 'docs/sandbox.md'), 'utf8')
  const script = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')
  const expected = [...script.matchAll(/# "code":(-?\d+)/g)].map(([, code]) => Number(code))
  expect(expected.length).toBeGreaterThan(10)

  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  })
  const codes = [...stdout.matchAll(/^\{"code":(-?\d+)/gm)].map(([, code]) => Number(code))
  expect(codes).toEqual(expected)
  expect(statSync(path.join(folder, 'clip.mp4')).size).toBeGreaterThan(10_000)
  expect(readFileSync(path.join(folder, 'live.flv')).subarray(0, 3).toString('latin1')).toBe('FLV')
})
