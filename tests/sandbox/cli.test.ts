import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { type Envelope, md5, sign, utcText } from './raw-client'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(os.tmpdir(), 'milepost-sandbox-'))
const running = new Set<ChildProcess>()

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Run = { child: ChildProcess; output: () => string; errors: () => string; ended: Promise<number | null> }

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/sandbox.ts', ...args], { cwd: root })
  running.add(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const ended = once(child, 'close').then(() => {
    running.delete(child)
    return child.exitCode
  })
  return { child, output: () => output, errors: () => errors, ended }
}

async function until(check: () => boolean): Promise<void> {
  await expect.poll(check, { timeout: 30_000, interval: 50 }).toBe(true)
}

// Each test starts processes, which takes seconds on a busy machine.
describe('options', { timeout: 60_000 }, () => {
  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['fleet'], "Unexpected argument 'fleet'"],
    [['--port', 'http'], '--port wants a whole number, not "http"'],
    [['--port', '70000'], '--port takes 0 to 65535, not 70000'],
    [['--devices', '0'], '--devices takes 1 to 100000, not 0'],
    [['--profile', 'plus'], '--profile takes ts or pro, not "plus"'],
    [['--speed', 'fast'], '--speed wants a number, not "fast"'],
    [['--fault', 'x'], '--fault: not JSON'],
    [['--fault', '{"kind":"rain"}'], '--fault: Invalid discriminator value'],
    [['--push', 'x', '--push-token', 'T'], '--push: Invalid URL'],
    [['--push', 'http://127.0.0.1:1/hook'], '--push wants a token'],
    [['--push-rate', 'fast'], '--push-rate wants items a second'],
    [['--push-settings', '{"batchSize":51}'], '--push-settings: Too big'],
    [['--tracks', '/nowhere/at/all'], '--tracks: there is no folder "/nowhere/at/all"'],
  ])('%j gives one clear line and exit code 2', async (args, message) => {
    const { ended, errors, output } = run(...args)
    expect(await ended).toBe(2)
    expect(errors()).toContain(message)
    expect(errors().trim().split('\n')).toHaveLength(1)
    expect(output()).toBe('')
  })

  test('--help lists every option', async () => {
    const { ended, output } = run('--help')
    expect(await ended).toBe(0)
    for (const name of [
      'port',
      'seed',
      'devices',
      'profile',
      'tracks',
      'speed',
      'rate',
      'fault',
      'push',
      'push-token',
      'push-rate',
      'push-log',
      'push-settings',
      'info',
      'help',
    ]) {
      expect(output()).toContain(`--${name} `)
    }
  })

  test('a port in use gives a clear line', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const address = holder.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { ended, errors } = run('--port', String(port), '--devices', '5')
    expect(await ended).toBe(1)
    expect(errors().trim()).toBe(
      `sandbox: port ${port} is in use; stop what runs there or choose another --port`,
    )
    holder.close()
  })
})

describe('a running sandbox', { timeout: 60_000 }, () => {
  type Info = {
    url: string
    controlUrl: string
    profile: string
    appKey: string
    appSecret: string
    accounts: { account: string; password: string; type: number; parent: string | null }[]
    pid: number
  }

  function readInfo(file: string): Info {
    return JSON.parse(readFileSync(file, 'utf8')) as Info
  }

  test('writes an info file that is enough to log in, and stops on SIGTERM', async () => {
    const file = path.join(folder, 'not/yet/there/info.json')
    const { child, ended, output } = run('--port', '0', '--seed', '3', '--devices', '40', '--info', file)
    await until(() => output().includes('account'))
    const info = readInfo(file)
    expect(Object.keys(info)).toEqual([
      'url',
      'hubUrl',
      'controlUrl',
      'profile',
      'appKey',
      'appSecret',
      'accounts',
      'pid',
    ])
    expect(info).toMatchObject({ profile: 'pro', pid: child.pid })
    for (const text of [info.url, info.controlUrl, info.appKey, info.appSecret])
      expect(output()).toContain(text)

    const logins = info.accounts.map((row) => row.account)
    const parents = info.accounts.map((row) => row.parent)
    // Trees by name: some accounts stand at the top, and every other one below an account of the same list.
    expect(parents).toContain(null)
    expect(parents.filter((parent) => parent !== null && logins.includes(parent)).length).toBeGreaterThan(0)
    expect(parents.filter((parent) => parent !== null && !logins.includes(parent))).toEqual([])

    const [account] = info.accounts
    const params = {
      method: 'jimi.oauth.token.get',
      app_key: info.appKey,
      timestamp: utcText(Date.now()),
      user_id: account?.account ?? '',
      user_pwd_md5: md5(account?.password ?? ''),
      expires_in: '7200',
    }
    const body = new URLSearchParams({ ...params, sign: sign(params, info.appSecret) })
    const answer = (await (await fetch(info.url, { method: 'POST', body })).json()) as Envelope
    expect(answer).toMatchObject({ code: 0 })
    expect(await (await fetch(`${info.controlUrl}/stats`)).json()).toEqual({
      calls: { 'jimi.oauth.token.get': 1 },
      refused: {},
    })

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('has the same key, secret and accounts for the same seed, and others for another', async () => {
    const start = async (seed: string) => {
      const file = path.join(folder, `seed-${seed}-${running.size}.json`)
      const { child, ended, output } = run('--port', '0', '--seed', seed, '--devices', '40', '--info', file)
      await until(() => output().includes('account'))
      child.kill('SIGINT')
      expect(await ended).toBe(0)
      const { appKey, appSecret, accounts } = readInfo(file)
      return { appKey, appSecret, accounts }
    }
    const first = await start('3')
    expect(await start('3')).toEqual(first)
    expect((await start('4')).appKey).not.toBe(first.appKey)
  })
})
