import type { Browser, Page } from '@playwright/test'
import { generateSync } from 'otplib'
import {
  type DemoLogin,
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
} from './fixtures'

type Mail = { to: string[]; subject: string; text: string }

const PASSWORD = 'a fine long passphrase'
const NEXT = 'another fine passphrase'
/** What an authenticator app shows a code for (RFC 6238, X = 30). */
const STEP_MS = 30_000

async function mails(): Promise<Mail[]> {
  return (await (await fetch(`${demo().mailUrl}/mails.json`)).json()) as Mail[]
}

/** A person of this journey alone, by an invitation's link; the shared logins stay as they are. */
async function makePerson(page: Page, browser: Browser): Promise<DemoLogin> {
  const email = `security-${Date.now()}@northwind.example`
  await enter(page, '/settings/people', loginOf('owner'))
  const dialog = page.locator('dialog')
  await expect(async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await dialog.getByLabel('Mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const prove = dialog.getByRole('button', { name: 'Confirm who you are' })
  const link = dialog.getByLabel('Link', { exact: true })
  await expect(prove.or(link).first()).toBeVisible()
  if (await prove.isVisible()) {
    await dialog.getByLabel('Your password').fill(loginOf('owner').password)
    await prove.click()
  }
  const path = new URL(await link.inputValue()).pathname
  const context = await browser.newContext()
  const guest = await context.newPage()
  await guest.goto(demo().url + path)
  await expect(async () => {
    await guest.getByLabel('Your name').fill('Sam Security')
    await guest.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await guest.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(guest.getByText('You are in')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await context.close()
  return { ...loginOf('viewer'), email, password: PASSWORD }
}

async function typePassword(page: Page, { email, password }: DemoLogin): Promise<void> {
  await page.goto(`${demo().url}/login`)
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The next code that was not used: no code is good twice. */
async function freshCode(secret: string, used: Set<string>): Promise<string> {
  let code = generateSync({ secret })
  await expect
    .poll(
      () => {
        // The code after this one is taken, too, so nobody waits for the clock.
        const codes = [0, STEP_MS / 1000].map((aheadS) =>
          generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + aheadS }),
        )
        code = codes.find((each) => !used.has(each)) ?? ''
        return code
      },
      { timeout: 2 * STEP_MS },
    )
    .not.toBe('')
  used.add(code)
  return code
}

test('a second step is set up, asked for at sign-in, and stood in for by a recovery code', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000)
  const person = await makePerson(page, browser)
  await page.context().clearCookies()
  await typePassword(page, person)
  await page.waitForURL('**/map**', { waitUntil: 'commit' })
  await page.goto(`${demo().url}/settings/security`)
  const dialog = page.locator('dialog')
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Who must have a second step' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'security-enrol')
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '')
  const used = new Set<string>()
  await dialog.getByLabel('Code the app shows').fill('000000')
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Turn it on' }).click()
  await expect(dialog.getByText(/This code is not right/)).toBeVisible()
  await dialog.getByLabel('Code the app shows').fill(await freshCode(secret, used))
  await dialog.getByRole('button', { name: 'Turn it on' }).click()
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const [recovery = ''] = await codes.allTextContents()
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible()

  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/login/)
  await typePassword(page, person)
  await expect(page).toHaveURL(/\/login\/second-step/)
  await page.goto(`${demo().url}/map`)
  await expect(page).toHaveURL(/\/login/)
  await page.goto(`${demo().url}/login/second-step`)
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `second-step-${name}`)
  })
  await expect(async () => {
    await page.getByLabel('Code of your authenticator app').fill('000000')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByText('That code is not right.')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.getByLabel('Code of your authenticator app').fill(await freshCode(secret, used))
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.waitForURL('**/map**', { waitUntil: 'commit' })

  const context = await browser.newContext()
  const other = await context.newPage()
  await typePassword(other, person)
  await other.getByRole('button', { name: 'Use a recovery code instead' }).click()
  await other.getByLabel('Recovery code', { exact: true }).fill(recovery.toLowerCase())
  await other.getByRole('button', { name: 'Continue', exact: true }).click()
  await other.waitForURL('**/map**', { waitUntil: 'commit' })

  await page.goto(`${demo().url}/settings/security`)
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible()
  const places = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')
  await expect(places.filter({ hasText: 'This one' })).toHaveCount(1)
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `security-${name}`)
  })
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText(/^Signed out in/)).toBeVisible()
  await expect(places).toHaveCount(1)
  // The other browser's own live stream ends with its session, and its page goes to sign-in by itself or when asked.
  await expect
    .poll(async () => (await other.request.get(`${demo().url}/api/security`)).status(), { timeout: 5_000 })
    .toBe(401)
  await context.close()
})

test('another password comes by mail: the same words for everybody, a link that is good once', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  const person = await makePerson(page, browser)
  await page.context().clearCookies()
  const words: string[] = []
  for (const email of [`nobody-${Date.now()}@northwind.example`, person.email]) {
    await page.goto(`${demo().url}/login`)
    await page.getByRole('link', { name: 'Forgot password?' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible()
    await page.getByLabel('Email', { exact: true }).fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(page.getByText('Look into your mailbox.')).toBeVisible()
    words.push(((await page.getByRole('status').textContent()) ?? '').replace(email, ''))
  }
  expect(words[0]).toBe(words[1])
  await expectAccessible(page)
  const ours = async () =>
    (await mails()).find(({ to, text }) => to.includes(person.email) && text.includes('/reset/'))
  await expect.poll(async () => (await ours()) !== undefined, { timeout: 20_000 }).toBe(true)
  const path = /\/reset\/[\w-]+/.exec((await ours())?.text ?? '')?.[0] ?? ''
  const answer = await page.goto(demo().url + path)
  // No other site learns the address, and forms sent without scripts still say where they come from.
  expect(answer?.headers()['referrer-policy']).toBe('same-origin')
  expect(answer?.headers()['cache-control']).toContain('no-store')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await keepScreenshot(page, `reset-${name}`)
  })
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const scriptless = await plain.newPage()
  await scriptless.goto(demo().url + path)
  await scriptless.getByLabel('New password', { exact: true }).fill('short')
  await scriptless.getByRole('button', { name: 'Change password' }).click()
  await expect(scriptless.getByText(/This is too short/)).toBeVisible()
  await plain.close()
  await expect(async () => {
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText(/This is too short/)).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.getByLabel('New password', { exact: true }).fill(NEXT)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  const told = async () =>
    (await mails()).some(
      ({ to, subject }) => to.includes(person.email) && /password .* was changed/.test(subject),
    )
  await expect.poll(told, { timeout: 20_000 }).toBe(true)
  await typePassword(page, { ...person, password: NEXT })
  await page.waitForURL('**/map**', { waitUntil: 'commit' })
  await page.goto(demo().url + path)
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible()
})
