// What every journey needs: the running demo, a signed-in page, the sandbox's control door, an axe check.

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'

export { expect }

export type DemoLogin = { tenant: string; role: string; email: string; password: string }
export type DemoInfo = { url: string; sandboxUrl: string; logins: DemoLogin[] }
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

function demoFile(): string {
  const file = process.env.MILEPOST_E2E_DEMO
  if (!file) throw new Error('MILEPOST_E2E_DEMO is not set: the global setup did not run.')
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
export async function signIn(page: Page, login: DemoLogin = loginOf('dispatcher')): Promise<void> {
  await page.goto(`${demo().url}/login`)
  await page.getByLabel('Email', { exact: true }).fill(login.email)
  await page.getByLabel('Password', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/map**')
  await openList(page)
}

/** Waits for the first row; on a phone the sheet is drawn up first. */
export async function openList(page: Page): Promise<void> {
  const row = page.getByRole('option').first()
  const handle = page.getByRole('separator', { name: 'Height of the panel' })
  await expect(row.or(handle)).toBeVisible()
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
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: AxeViolation[] }> }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run({ runOnly: { type: 'tag', values: tags } })).violations
  })
  const summary = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
  )
  expect(summary).toEqual([])
}

/** Keeps a picture of the page in test-results/screens, for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.resolve(import.meta.dirname, '../test-results/screens')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

/** Fails the test when the page throws, or its security policy stops something. */
export const test = base.extend<{ quietPage: undefined }>({
  quietPage: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (/Content.Security.Policy|Hydration|hydrat/i.test(message.text())) complaints.push(message.text())
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
