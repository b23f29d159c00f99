// What every journey needs: the running demo, a signed-in page, the sandbox's control door, an axe check.

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test as base, expect, type Page, type Response } from '@playwright/test'

export { expect }

export type DemoLogin = { tenant: string; role: string; email: string; password: string }
export type DemoInfo = { url: string; sandboxUrl: string; mailUrl: string; logins: DemoLogin[] }
export type SandboxInfo = {
  url: string
  controlUrl: string
  appKey: string
  appSecret: string
  accounts: { account: string; password: string }[]
}

export const VIEWPORTS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

/** Each worker has a demo of its own. */
function demoFile(): string {
  const files = process.env.MILEPOST_E2E_DEMO?.split(path.delimiter) ?? []
  const file = files[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
  if (!file) throw new Error('MILEPOST_E2E_DEMO names no demo for this worker: did the global setup run?')
  return file
}

export const demo = (): DemoInfo => readJson<DemoInfo>(demoFile())
export const sandbox = (): SandboxInfo =>
  readJson<SandboxInfo>(path.join(path.dirname(demoFile()), 'sandbox.json'))

/** The demo login of a role in the first (0) or second (1) tenant. */
export function loginOf(role: string, tenantIndex = 0): DemoLogin {
  const { logins } = demo()
  const tenants = [...new Set(logins.map((login) => login.tenant))]
  const found = logins.find((login) => login.role === role && login.tenant === tenants[tenantIndex])
  if (!found) throw new Error(`The demo has no ${role} in tenant ${tenantIndex}.`)
  return found
}

/** Signs in through the form and waits for the first vehicles. */
export async function signInByForm(page: Page, login: DemoLogin = loginOf('dispatcher')): Promise<void> {
  await sendForm(page, login)
  await openList(page)
}

/**
 * Opens a page of the app as somebody who is signed in. The form is gone through once for each person, so that journeys
 * about something else don't each pay for it; those about signing in use the form.
 */
export async function enter(
  page: Page,
  path: Route,
  login: DemoLogin = loginOf('dispatcher'),
): Promise<Response | null> {
  await page.context().addCookies(await cookiesOf(page, login))
  return page.goto(demo().url + path)
}

/** Like `enter`, in a session of its own: what was proved in another, such as one's password, does not count in it. */
export async function enterAnew(page: Page, path: Route, login: DemoLogin): Promise<void> {
  await sendForm(page, login)
  await page.goto(demo().url + path)
}

/** Opens the map as somebody who is signed in and waits for the first vehicles. */
export async function signIn(page: Page, login: DemoLogin = loginOf('dispatcher')): Promise<void> {
  await enter(page, '/map', login)
  await openList(page)
}

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>
type Route = `/${string}`
const sessions = new Map<string, Cookies>()

async function cookiesOf(page: Page, login: DemoLogin): Promise<Cookies> {
  const key = `${demo().url} ${login.email}`
  const known = sessions.get(key)
  // A journey about signing out, or about ending sessions elsewhere, may have ended it.
  if (known && (await isAlive(known))) return known
  const context = await page.context().browser()?.newContext()
  if (!context) throw new Error('There is no browser to sign in with.')
  await sendForm(await context.newPage(), login)
  const cookies = await context.cookies()
  await context.close()
  sessions.set(key, cookies)
  return cookies
}

async function isAlive(cookies: Cookies): Promise<boolean> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return (await fetch(`${demo().url}/api/alarms/pulse`, { headers: { cookie } })).ok
}

async function sendForm(page: Page, login: DemoLogin): Promise<void> {
  await page.goto(`${demo().url}/login`)
  await page.getByLabel('Email', { exact: true }).fill(login.email)
  await page.getByLabel('Password', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/map**', { waitUntil: 'commit' })
}

/** Waits for the first row; on a phone the sheet is drawn up first. */
export async function openList(page: Page): Promise<void> {
  const row = page.getByRole('option').first()
  const handle = page.getByRole('separator', { name: 'Height of the panel' })
  await expect(row.or(handle).first()).toBeVisible()
  if (await handle.isVisible()) await handle.press('ArrowUp')
  await expect(row).toBeVisible()
}

/** Sets a fault at the vendor's stand-in for every method, or clears all. */
export async function setFault(fault: Record<string, unknown> | null): Promise<void> {
  const url = `${sandbox().controlUrl}/faults`
  const response =
    fault === null
      ? await fetch(url, { method: 'DELETE' })
      : await fetch(url, {
          method: 'POST',
          body: JSON.stringify(fault),
          headers: { 'content-type': 'application/json' },
        })
  if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`)
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeViolation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }

/** Fails with every breach of WCAG 2.2 A and AA that axe sees on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated through the protocol, which the page's own content security policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  await nothingFades(page)
  const violations = await page.evaluate(async () => {
    const axe: { run(options: object): Promise<{ violations: AxeViolation[] }> } = Reflect.get(window, 'axe')
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    // What passes is judged too, but not described, nor where each element is: nobody reads it, and it takes a third of the time.
    const untold = { resultTypes: ['violations'], selectors: false }
    return (await axe.run({ runOnly: { type: 'tag', values: tags }, ...untold })).violations
  })
  const summary = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
  )
  expect(summary).toEqual([])
}

export type DemoHook = { account: string; path: string; token: string }

/** Where the simulated vendor posts for the first (0) or second (1) tenant. */
export function hookOf(tenantIndex = 0): DemoHook {
  const hook = readJson<DemoHook[]>(path.join(path.dirname(demoFile()), 'demo-hooks.json'))[tenantIndex]
  if (!hook) throw new Error('The demo has no hook.')
  return hook
}

/** Posts items as the vendor does; tells the status of the answer. */
export async function push(topic: string, items: unknown[], hook = hookOf()): Promise<number> {
  const response = await fetch(`${demo().url}/api/push/${hook.path}/${topic}`, {
    method: 'POST',
    body: new URLSearchParams({ token: hook.token, data_list: JSON.stringify(items) }),
  })
  return response.status
}

export type Vehicle = { id: string; imei: string; name: string; plate: string | null }

/** A vehicle of the list, by its place in it; the card stays closed. Any page of the app must be open. */
export async function vehicleAt(page: Page, index: number): Promise<Vehicle> {
  const vehicle = (await firstVehicles(page, index + 1)).at(-1)
  if (!vehicle) throw new Error(`There is no vehicle ${index}.`)
  return vehicle
}

/** That many vehicles from the top of the list. */
export async function firstVehicles(page: Page, count: number): Promise<Vehicle[]> {
  const { id, imei, name, plate } = await page.evaluate(
    (least) =>
      new Promise<{ id: string[]; imei: string[]; name: string[]; plate: (string | null)[] }>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          const { roster } = JSON.parse(event.data)
          // Right after its start the app knows no vehicles yet; another snapshot follows when it does.
          if (roster.id.length < least) return
          source.close()
          resolve(roster)
        })
      }),
    count,
  )
  return id.slice(0, count).map((each, index) => ({
    id: each,
    imei: imei[index] ?? '',
    name: name[index] ?? '',
    plate: plate[index] ?? null,
  }))
}

export type Look = { device: keyof typeof VIEWPORTS; colorScheme: 'light' | 'dark'; name: string }

/**
 * Runs a check on a desktop and a phone, light and dark. The page stays open and is turned from one to the next, without
 * motion, so that nothing is looked at half way. `turned` puts a page right that was turned to another device.
 */
export async function inEveryLook(
  page: Page,
  check: (look: Look) => Promise<void>,
  turned: (device: Look['device']) => Promise<void> = async () => {},
): Promise<void> {
  for (const device of ['desktop', 'phone'] as const) {
    await page.setViewportSize(VIEWPORTS[device])
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await turned(device)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await coloursAreIn(page)
      await check({ device, colorScheme, name: `${device}-${colorScheme}` })
    }
  }
}

/**
 * Waits until no colour is on its way any more: what is measured between two themes is in neither. Where a screen is drawn
 * without a graphics card frames may stop coming, and with them the end of a transition; five seconds are more than any takes.
 */
async function coloursAreIn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () =>
      Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, 500))])
    const untilMs = performance.now() + 5_000
    await frame()
    do await frame()
    while (
      performance.now() < untilMs &&
      document.getAnimations().some((each) => each instanceof CSSTransition)
    )
  })
}

/** Waits until nothing is on its way in or out, such as a notice: half there it has other colours. */
async function nothingFades(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const untilMs = performance.now() + 3_000
    // What goes on for ever, as the pulse of what is loading, is left out.
    const fades = (each: Animation) =>
      each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
    while (performance.now() < untilMs && document.getAnimations().some(fades))
      await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

/** Fails when the page is wider than its screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const area = page.locator('main > div').first()
  expect(await area.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
}

/** Keeps a picture of the page in test-results/screens, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.resolve(import.meta.dirname, '../test-results/screens')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

/** Fails the test when the page throws, lacks a word, or its security policy stops something. */
export const test = base.extend<{ quietPage: undefined }>({
  quietPage: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (
          /Content.Security.Policy|Hydration|hydrat|IntlError|MISSING_MESSAGE|INVALID_MESSAGE/i.test(
            message.text(),
          )
        )
          complaints.push(message.text())
      })
      await use(undefined)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** Every access and refresh token the sandbox has issued and still honours. */
export async function readTokens(): Promise<string[]> {
  const { tokens } = (await (await fetch(`${sandbox().controlUrl}/tokens`)).json()) as { tokens: string[] }
  return tokens
}
