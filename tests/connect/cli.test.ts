import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDataDir } from '../db/each-database'
import { seedEmbedded } from '../db/embedded-template'
import { startVendor, type Vendor } from '../live/vendor'

const root = path.resolve(import.meta.dirname, '../..')

// Each run loads the whole server, which takes seconds on a busy machine.
describe('npm run connect', { timeout: 120_000 }, () => {
  const dataDir = useDataDir()
  let vendor: Vendor
  beforeAll(async () => {
    await seedEmbedded(dataDir())
    vendor = await startVendor()
  })
  afterAll(() => vendor.close())

  const options = () => [
    ...['--tenant', 'Acme', '--email', 'boss@acme.example', '--account', 'acme'],
    ...['--base-url', vendor.sandbox.url],
  ]

  /** Runs the command as package.json does, with these lines on its standard input. */
  function connect(args: string[], lines: string[]): Promise<{ code: number; output: string }> {
    const command = ['--conditions=react-server', '--import', 'tsx', 'scripts/connect.ts', ...args]
    const env = { ...process.env, DATABASE_URL: '', MILEPOST_DATA_DIR: dataDir() }
    return new Promise((resolve) => {
      const child = execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      )
      child.stdin?.end(`${lines.join('\n')}\n`)
    })
  }

  const secrets = (over: { password?: string; key?: string } = {}) => [
    over.key ?? vendor.sandbox.appKey,
    vendor.sandbox.appSecret,
    over.password ?? vendor.sandbox.accounts[0]?.password ?? '',
    'the owner password',
  ]

  test('--help names every option', async () => {
    const { code, output } = await connect(['--help'], [])
    expect(code).toBe(0)
    for (const option of ['--tenant', '--email', '--region', '--base-url', '--profile', '--account'])
      expect(output).toContain(option)
  })

  test.each([
    [['--email', 'a@b', '--account', 'x'], '--tenant, --email and --account are needed'],
    [['--tenant', 'A', '--email', 'a@b', '--account', 'x', '--region', 'mars'], 'hk, eu, us, ts'],
    [['--tenant', 'A', '--email', 'a@b', '--account', 'x', '--base-url', 'ftp://x'], 'not an address'],
  ])('%j is refused in words', async (args, words) => {
    const { code, output } = await connect(args, [])
    expect(code).toBe(1)
    expect(output).toContain(words)
  })

  test('says what is missing, what the vendor refuses, and what was connected, and never repeats a secret', async () => {
    const missing = await connect(options(), [vendor.sandbox.appKey])
    expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('App secret is missing.') })
    const wrongKey = await connect(options(), secrets({ key: 'F'.repeat(32) }))
    expect(wrongKey).toMatchObject({ code: 1, output: expect.stringContaining('does not know this app key') })
    const wrongPassword = await connect(options(), secrets({ password: 'not it' }))
    expect(wrongPassword).toMatchObject({ code: 1, output: expect.stringContaining('or its password') })
    const good = await connect(options(), secrets())
    expect(good).toMatchObject({ code: 0, output: expect.stringContaining('acme has 2 direct sub-accounts') })
    for (const { output } of [missing, wrongKey, wrongPassword, good])
      for (const secret of secrets()) expect(output).not.toContain(secret)
  })

  test('a folder that holds the demo is refused', async () => {
    writeFileSync(path.join(dataDir(), 'demo-logins.json'), '[]')
    const { code, output } = await connect(options(), secrets())
    expect(code).toBe(1)
    expect(output).toContain('public passwords')
  })
})
