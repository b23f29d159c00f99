import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_ARGS, findBrowser } from '@/scripts/lib/browser.mjs'
import { PASSWORD } from './people'
import { hasBuild, useProductionServer } from './production-server'

const executablePath = await findBrowser()
if (!executablePath) process.stderr.write('Sign-in page tests are skipped: no Chromium; set CHROMIUM_PATH\n')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBuild || !executablePath)('the sign-in page', () => {
  const server = useProductionServer()
  let browser: Browser
  let problems: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? undefined, args: CHROMIUM_ARGS })
  })
  afterAll(() => browser.close())
  // Whatever a test does, the browser may report no violation of the policy and no broken script.
  afterEach(() => {
    expect(problems).toEqual([])
  })

  async function open(
    path: string,
    options: { javaScriptEnabled?: boolean; colorScheme?: 'dark' } = {},
  ): Promise<Page> {
    problems = []
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (/content security policy|hydrat/i.test(message.text())) problems.push(message.text())
    })
    await page.goto(server().url + path)
    return page
  }

  async function submit(page: Page, email: string, password: string) {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  test.each([{}, { colorScheme: 'dark' as const }])('has nothing axe objects to (%o)', async (options) => {
    const page = await open('/login', options)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Enter your email address.').waitFor()
    const violations = await page.evaluate(
      `(() => { ${axe}; return axe.run() })().then((found) => found.violations)`,
    )
    expect(violations).toEqual([])
  })

  test('shows what is missing at its field and goes there', async () => {
    const page = await open('/login')
    await submit(page, 'not an address', '')
    await page.getByText('This does not look like an email address.', { exact: false }).waitFor()
    await page.getByText('Enter your password.').waitFor()
    expect(await page.getByLabel('Email').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  test('keeps what was typed when it did not match, then signs in to the page asked for', async () => {
    const page = await open('/map?device=7')
    await submit(page, server().person.email, 'wrong')
    await page.getByText('That did not match.').waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe(server().person.email)
    await submit(page, server().person.email, PASSWORD)
    await page.waitForURL(`${server().url}/map?device=7`)
  })

  test('says how long to wait after too many tries', async () => {
    const page = await open('/login')
    for (let i = 0; i < 6; i++) {
      await submit(page, 'nobody@example.com', `guess ${i}`)
      const said = i < 5 ? 'That did not match.' : 'Too many tries.'
      await page.getByText(said).waitFor()
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
    }
    expect(await page.getByText(/Try again in \d+ s\./).count()).toBeGreaterThan(0)
  })

  test('works without scripts', async () => {
    const page = await open('/login?next=/map%3Fdevice%3D9', { javaScriptEnabled: false })
    await submit(page, server().person.email, 'wrong')
    await page.getByText('That did not match.').waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe(server().person.email)
    expect(await page.content()).not.toContain('wrong"')
    await submit(page, server().person.email, PASSWORD)
    await page.waitForURL(`${server().url}/map?device=9`)
  })

  test('says in words when nothing answers', async () => {
    const page = await open('/login')
    await page.context().setOffline(true)
    await submit(page, 'ana@example.com', 'something')
    await page.getByText('No answer from Milepost.').waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe('ana@example.com')
  })
})
