import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FolderLockedError, lockFolder, processStart } from './folder-lock'

let folder: string
let file: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'milepost-lock-'))
  file = path.join(folder, 'pg.lock')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that takes the lock, then waits. Resolves with what it printed: "held" or its error. */
function lockElsewhere(): Promise<{ child: ChildProcess; said: string }> {
  const script = `
    import { lockFolder } from './lib/server/folder-lock.ts'
    try { lockFolder(process.argv.at(-1)); console.log('held'); setInterval(() => {}, 1000) }
    catch (error) { console.log(error.message) }`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script, '--', file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return new Promise((resolve) => {
    child.stdout?.once('data', (text) => resolve({ child, said: String(text).trim() }))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

function plantHolder(over: Record<string, unknown>): void {
  const holder = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  writeFileSync(file, JSON.stringify({ ...holder, token: 'planted', ...over }))
}

test('a living holder in another process is named, with what to do', async () => {
  const { child, said } = await lockElsewhere()
  expect(said).toBe('held')
  const attempt = () => lockFolder(file)
  expect(attempt).toThrow(FolderLockedError)
  expect(attempt).toThrow(`process ${child.pid}`)
  expect(attempt).toThrow(/Stop that process.*MILEPOST_DATA_DIR.*DATABASE_URL/)
})

test('a second opener within one process is refused too', () => {
  const lock = lockFolder(file)
  expect(() => lockFolder(file)).toThrow(FolderLockedError)
  lock.release()
  lockFolder(file).release()
})

test('the lock of a killed process is taken over', async () => {
  const { child } = await lockElsewhere()
  child.kill('SIGKILL')
  await ended(child)
  expect(existsSync(file)).toBe(true)
  lockFolder(file).release()
})

test('of several processes that find the same dead holder, exactly one takes over', async () => {
  const { child } = await lockElsewhere()
  child.kill('SIGKILL')
  await ended(child)
  const said = await Promise.all(Array.from({ length: 5 }, lockElsewhere))
  expect(said.filter((one) => one.said === 'held')).toHaveLength(1)
  expect(said.filter((one) => one.said.includes('in use by process'))).toHaveLength(4)
})

test('a pid that the system gave to another process does not keep the lock', () => {
  lockFolder(file)
  // Our own pid is alive, but it is not the process that started then.
  plantHolder({ processStart: 'another time' })
  lockFolder(file).release()
})

test('a lock file that is not readable as one counts as left behind', () => {
  writeFileSync(file, '')
  lockFolder(file).release()
})

test('a holder on another host keeps the lock for as long as it shows life', () => {
  lockFolder(file)
  plantHolder({ host: 'elsewhere', pid: 1 })
  expect(() => lockFolder(file)).toThrow('on elsewhere')
  const minuteAgo = new Date(Date.now() - 60_000)
  utimesSync(file, minuteAgo, minuteAgo)
  lockFolder(file).release()
})

test('a holder shows life every few seconds', () => {
  vi.useFakeTimers()
  try {
    const lock = lockFolder(file)
    utimesSync(file, 0, 0)
    vi.advanceTimersByTime(6000)
    plantHolder({ host: 'elsewhere', token: JSON.parse(readFileSync(file, 'utf8')).token })
    utimesSync(file, 0, 0)
    vi.advanceTimersByTime(6000)
    expect(() => lockFolder(file)).toThrow('on elsewhere')
    lock.release()
  } finally {
    vi.useRealTimers()
  }
})

test('releasing twice, or after somebody else took over, removes nothing of theirs', () => {
  const lock = lockFolder(file)
  plantHolder({})
  lock.release()
  lock.release()
  expect(existsSync(file)).toBe(true)
})

test('a process that ends by itself leaves no lock', async () => {
  const script = `import { lockFolder } from './lib/server/folder-lock.ts'; lockFolder(process.argv.at(-1))`
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    script,
    '--',
    file,
  ])
  await ended(child)
  expect(child.exitCode).toBe(0)
  expect(existsSync(file)).toBe(false)
})

test('the start of a process is known while it runs, and differs between processes', async () => {
  const { child } = await lockElsewhere()
  expect(processStart(process.pid)).toBe(processStart(process.pid))
  expect(processStart(child.pid ?? 0)).not.toBe(processStart(process.pid))
  child.kill('SIGKILL')
  await ended(child)
  expect(processStart(child.pid ?? 0)).toBeNull()
})
