import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'milepost-demo-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** Runs the command to its end. Only for what ends by itself: nothing may be installed, built or started. */
function demo(...args: string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, MILEPOST_DATA_DIR: dataDir, INIT_CWD: dataDir }
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...args], { cwd: root, env })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output: chunks.join('') })))
}

test('--help names every option and variable', async () => {
  const { code, output } = await demo('--help')
  expect(code).toBe(0)
  for (const name of ['--devices', '--tracks', '--seed', 'PORT', 'SANDBOX_PORT', 'MILEPOST_DATA_DIR'])
    expect(output).toContain(name)
})

test.each([
  [['--devices', 'many'], '--devices takes a whole number, not "many"'],
  [['--seed', '-1'], '--seed'],
  [['--tracks', 'nowhere'], 'there is no folder'],
  [['--colour', 'red'], '--colour'],
])('%j is refused at once, in words and with the options there are', async (args, words) => {
  const { code, output } = await demo(...args)
  expect(code).toBe(1)
  expect(output).toContain(words)
  expect(output).toContain('npm run demo [-- OPTIONS]')
  expect(output).not.toContain('    at ')
})

test('a second start in the same folder names the first one and leaves its demo.json alone', async () => {
  const server = createServer((_, response) => response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const file = path.join(dataDir, 'demo.json')
  writeFileSync(file, JSON.stringify({ url, pids: { demo: process.pid } }))
  const { code, output } = await demo()
  server.close()
  expect(code).toBe(1)
  expect(output).toContain(`runs already at ${url}`)
  expect(existsSync(file)).toBe(true)
})
