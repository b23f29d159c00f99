import type { Browser, Locator, Page } from '@playwright/test'
import { generateSync } from 'otplib'
import {
  type DemoLogin,
  demo,
  enter,
  enterAnew,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
} from './fixtures'

const PASSWORD = 'a fine long passphrase'
const PEOPLE = '/settings/people'

const personRow = (page: Page, email: string) => page.locator(`[data-person="${email}"]`)
const invitationRow = (page: Page, email: string) => page.locator(`[data-invitation="${email}"]`)

/** Opens the window to invite somebody; the button waits for the list and for its script. */
async function openInvite(page: Page): Promise<Locator> {
  const dialog = page.locator('dialog')
  await expect(async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return dialog
}

/** Takes the link up in a browser of its own. */
async function join(browser: Browser, path: string, name: string): Promise<void> {
  const context = await browser.newContext()
  const guest = await context.newPage()
  const answer = await guest.goto(demo().url + path)
  expect(answer?.headers()['referrer-policy']).toBe('same-origin')
  await inEveryLook(guest, async (look) => {
    await expectAccessible(guest)
    await keepScreenshot(guest, `invite-${look.name}`)
  })
  await expect(async () => {
    await guest.getByLabel('Your name').fill(name)
    await guest.getByLabel('Password', { exact: true }).fill('short')
    await guest.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(guest.getByText('Use at least 10 characters.')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await guest.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await guest.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(guest.getByText('You are in')).toBeVisible()
  await guest.goto(demo().url + path)
  await expect(guest.getByText('This invitation is not good')).toBeVisible()
  await context.close()
}

/** The vehicles somebody's page knows, by what the server streams to it. */
async function imeisOf(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          source.close()
          resolve((JSON.parse(event.data) as { roster: { imei: string[] } }).roster.imei)
        })
      }),
  )
}

async function act(page: Page, email: string, name: string, what: string): Promise<void> {
  await personRow(page, email)
    .getByRole('button', { name: `What to do with ${name}` })
    .click()
  await page.getByRole('menuitem', { name: what, exact: true }).click()
}

test('an owner invites by a link, and who comes has exactly the vehicles and rights given, until they are taken', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const stamp = Date.now()
  const [email, name] = [`people-${stamp}@northwind.example`, `Pia ${stamp}`]
  const person: DemoLogin = { ...loginOf('dispatcher'), email, password: PASSWORD }
  await enter(page, PEOPLE, loginOf('owner'))
  const dialog = await openInvite(page)
  await dialog.getByLabel('Mail address').fill('no address')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog.getByText(/Type one mail address/)).toBeVisible()
  await dialog.getByLabel('Mail address').fill(email)
  await dialog.getByLabel('Role', { exact: true }).selectOption({ label: 'Dispatcher' })
  await dialog.getByRole('checkbox', { name: 'Share links' }).uncheck()
  await dialog.getByRole('radio', { name: 'An account and what is below it' }).check()
  const accounts = dialog.getByLabel('Account', { exact: true })
  const groups = dialog.getByLabel('Vehicle group', { exact: true })
  // The first account that has a group of vehicles of its own.
  await expect(accounts.locator('option').first()).toBeAttached()
  const ids = await accounts
    .locator('option')
    .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))
  let group = ''
  for (const id of ids) {
    const answered = page.waitForResponse((response) => response.url().includes(id))
    await accounts.selectOption(id)
    await (await answered).finished()
    const names = await groups.locator('option').allTextContents()
    group = names[1] ?? ''
    if (group !== '') break
  }
  expect(group).not.toBe('')
  await groups.selectOption({ label: group })
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await keepScreenshot(page, `people-invite-${look.name}`)
  })
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = dialog.getByLabel('Link', { exact: true })
  await expect(link).toBeVisible()
  const path = new URL(await link.inputValue()).pathname
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(invitationRow(page, email)).toContainText(`Group ${group} in`)

  await join(browser, path, name)
  const all = (await imeisOf(page)).length
  const context = await browser.newContext()
  const theirs = await context.newPage()
  await enterAnew(theirs, '/map', person)
  const seen = await imeisOf(theirs)
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.length).toBeLessThan(all)
  await theirs.goto(`${demo().url}/commands`)
  await expect(theirs.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await theirs.goto(`${demo().url}/sharing`)
  await expect(theirs.getByText('You have no right to share vehicles.')).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'People', exact: true })).toHaveCount(0)
  expect((await theirs.goto(demo().url + PEOPLE))?.status()).toBe(404)
  expect((await theirs.goto(`${demo().url}/settings/audit`))?.status()).toBe(404)

  await page.goto(demo().url + PEOPLE)
  const row = personRow(page, email)
  await expect(row).toContainText('Share links (taken from the role)')
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `people-${look.name}`)
  })
  await page.setViewportSize({ width: 1440, height: 900 })
  await act(page, email, name, 'Change')
  await dialog.getByRole('checkbox', { name: 'Manage fences' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'Share links' }).check()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row).toContainText('Manage fences (taken from the role)')
  // A single right holds at once, in the session that is open.
  await theirs.goto(`${demo().url}/sharing`)
  await expect(theirs.getByRole('button', { name: 'New link' })).toBeVisible()
  await context.close()

  await page.goto(`${demo().url}/settings/audit`)
  await expect(async () => {
    await page.getByLabel('Target or words').fill(email)
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page.locator('[data-action="invitation.create"]').first()).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.getByLabel('Target or words').fill(name)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const changed = page.locator('[data-action="person.change"]')
  await expect(changed).toHaveCount(1)
  await changed.getByText('Details').click()
  await expect(changed.locator('pre')).toContainText('manage_fences')
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByText(/^Chain verified, /)).toBeVisible()
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `audit-${look.name}`)
  })
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto(demo().url + PEOPLE)
  await act(page, email, name, 'Delete')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(personRow(page, email)).toHaveCount(0)
})

test('an invitation taken back is good no more, and a distributor gives nothing of others', async ({
  page,
  browser,
}) => {
  const email = `revoked-${Date.now()}@northwind.example`
  await enter(page, PEOPLE, loginOf('distributor'))
  const dialog = await openInvite(page)
  await expect(dialog.getByLabel('Role', { exact: true }).locator('option')).toHaveText([
    'Distributor',
    'Dispatcher',
    'Viewer',
  ])
  await dialog.getByLabel('Mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const path = new URL(await dialog.getByLabel('Link', { exact: true }).inputValue()).pathname
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(personRow(page, loginOf('owner').email)).toHaveCount(0)
  await invitationRow(page, email).getByRole('button', { name: 'Take back' }).click()
  await expect(invitationRow(page, email)).toHaveCount(0)
  const context = await browser.newContext()
  const guest = await context.newPage()
  await guest.goto(demo().url + path)
  await expect(guest.getByText('This invitation is not good')).toBeVisible()
  await context.close()
})

test('an owner finds somebody, signs them out, hands a link to a new password over and takes a lost second step away', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const stamp = Date.now()
  const [email, name] = [`rescue-${stamp}@northwind.example`, `Rita ${stamp}`]
  const person: DemoLogin = { ...loginOf('viewer'), email, password: PASSWORD }
  // A session of its own: nothing was proven in it yet.
  await enterAnew(page, PEOPLE, loginOf('owner'))
  const dialog = await openInvite(page)
  await dialog.getByLabel('Mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = dialog.getByLabel('Link', { exact: true })
  await expect(link).toBeVisible()
  await join(browser, new URL(await link.inputValue()).pathname, name)
  await dialog.getByRole('button', { name: 'Done' }).click()

  const context = await browser.newContext()
  const theirs = await context.newPage()
  await enterAnew(theirs, '/settings/security', person)
  const enrolment = theirs.locator('dialog')
  await expect(async () => {
    await theirs.getByRole('button', { name: 'Set up' }).click()
    await expect(enrolment).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const secret = ((await enrolment.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await enrolment.getByLabel('Code the app shows').fill(generateSync({ secret }))
  await enrolment.getByLabel('Your password').fill(PASSWORD)
  await enrolment.getByRole('button', { name: 'Turn it on' }).click()
  await enrolment.getByRole('button', { name: 'I have kept them' }).click()

  await page.goto(demo().url + PEOPLE)
  const search = page.getByLabel('Search people and invitations', { exact: true })
  await expect(async () => {
    await search.fill(email.toUpperCase())
    await expect(page.getByText('One person found')).toBeAttached({ timeout: 5_000 })
  }).toPass()
  const row = personRow(page, email)
  await expect(row).toContainText('Second step on')
  await expect(personRow(page, loginOf('owner').email)).toHaveCount(0)

  await act(page, email, name, 'Sign out everywhere')
  await expect(dialog).toContainText('within seconds')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(dialog).toContainText('was signed in in one place')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await theirs.reload()
  await expect(theirs).toHaveURL(/\/login/)

  await act(page, email, name, 'Make a link to set a new password')
  await expect(dialog).toContainText('It works once, within an hour')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog).toContainText('Prove who you are first.')
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await keepScreenshot(page, `people-link-asked-${look.name}`)
  })
  await dialog.getByLabel('Your password').fill(loginOf('owner').password)
  await dialog.getByRole('button', { name: 'Confirm who you are' }).click()
  await expect(dialog).toContainText('is not shown again')
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await keepScreenshot(page, `people-link-made-${look.name}`)
  })
  const path = new URL(await link.inputValue()).pathname
  await dialog.getByRole('button', { name: 'Done' }).click()
  const next = 'another fine passphrase'
  await theirs.goto(demo().url + path)
  await expect(async () => {
    await theirs.getByLabel('New password', { exact: true }).fill(next)
    await theirs.getByRole('button', { name: 'Change password' }).click()
    await expect(theirs.getByText('Your password is changed.')).toBeVisible({ timeout: 5_000 })
  }).toPass()

  await page.setViewportSize({ width: 1440, height: 900 })
  await act(page, email, name, 'Remove second factor')
  await expect(dialog).toContainText('The recovery codes stop working')
  await dialog.getByRole('button', { name: 'Remove it' }).click()
  await expect(dialog).toContainText('signs in with the password alone')
  await inEveryLook(page, async (look) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `people-factor-removed-${look.name}`)
  })
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(row).toContainText('No second step')
  // With the new password, and without a code.
  await enterAnew(theirs, '/settings/security', { ...person, password: next })
  await expect(theirs.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible()
  await context.close()

  await act(page, email, name, 'Delete')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(row).toHaveCount(0)
})
