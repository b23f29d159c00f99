// A demo of its own for measurements of whole pages: the production build, the simulated vendor, and a fleet of any size.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Cookie, Page } from '@playwright/test'
import { cleanUp } from './clean-up'
import { ROOT } from './production-build'

export type DemoWorld = {
  url: string
  cookies: Cookie[]
  /** Vehicles in sight of the person who is signed in. */
  vehicles: readonly { id: string; imei: string }[]
  push(topic: string, items: readonly unknown[]): Promise<void>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 600_000
const FLEET_WITHIN_MS = 300_000

/** Starts a demo of so many devices, signs a dispatcher in, and waits until all vehicles are known. */
export async function startDemoWorld(browser: Browser, devices: number): Promise<DemoWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-page-'))
  const child = spawn(process.execPath, ['scripts/demo.mjs', '--devices', String(devices)], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', SANDBOX_PORT: '0', MILEPOST_DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = cleanUp(async () => {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  try {
    const file = path.join(folder, 'demo.json')
    await until(READY_WITHIN_MS, 'The demo', async () => {
      if (child.exitCode !== null) throw new Error('The demo ended.')
      return existsSync(file)
    })
    const { url, logins } = readJson(file) as { url: string; logins: Login[] }
    const login = logins.find(({ role }) => role === 'dispatcher')
    if (!login) throw new Error('The demo has no dispatcher.')
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await signIn(page, url, login)
    const vehicles = await allVehicles(page)
    const cookies = await context.cookies()
    await context.close()
    const [hook] = readJson(path.join(folder, 'demo-hooks.json')) as Hook[]
    if (!hook) throw new Error('The demo has no address for pushes.')
    const push = async (topic: string, items: readonly unknown[]) => {
      const body = new URLSearchParams({ token: hook.token, data_list: JSON.stringify(items) })
      const response = await fetch(`${url}/api/push/${hook.path}/${topic}`, { method: 'POST', body })
      if (!response.ok) throw new Error(`A push was answered with ${response.status}.`)
    }
    return { url, cookies, vehicles, push, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Login = { role: string; email: string; password: string }
type Hook = { path: string; token: string }

async function signIn(page: Page, url: string, { email, password }: Login): Promise<void> {
  await page.goto(`${url}/login`)
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/login'), { waitUntil: 'commit' })
}

/** The roster of the live stream once it grows no more: the app learns it from the vendor page by page. */
async function allVehicles(page: Page): Promise<{ id: string; imei: string }[]> {
  let last = -1
  let found: { id: string[]; imei: string[] } = { id: [], imei: [] }
  await until(FLEET_WITHIN_MS, 'The fleet', async () => {
    found = (await page.evaluate(READ_ROSTER)) as typeof found
    const isWhole = found.id.length > 0 && found.id.length === last
    last = found.id.length
    if (!isWhole) await new Promise((resolve) => setTimeout(resolve, 3_000))
    return isWhole
  })
  return found.id.map((id, index) => ({ id, imei: found.imei[index] ?? '' }))
}

const READ_ROSTER = `new Promise((resolve) => {
  const source = new EventSource('/api/live')
  source.addEventListener('snapshot', (event) => {
    source.close()
    const { id, imei } = JSON.parse(event.data).roster
    resolve({ id, imei })
  })
})`

async function until(withinMs: number, what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what} was not ready within ${withinMs / 1000} s.`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
