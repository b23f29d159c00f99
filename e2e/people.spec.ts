import type { Page } from '@playwright/test'
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
import {
  act,
  elsewhere,
  invitationRow,
  join,
  makeLink,
  openInvite,
  PASSWORD,
  PEOPLE,
  personRow,
} from './people-fixtures'

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
  const path = await makeLink(dialog)
  await expect(invitationRow(page, email)).toContainText(`Group ${group} in`)

  await join(browser, path, name)
  const all = (await imeisOf(page)).length
  const context = await browser.newContext(elsewhere())
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
  const path = await makeLink(dialog)
  await expect(personRow(page, loginOf('owner').email)).toHaveCount(0)
  await invitationRow(page, email).getByRole('button', { name: 'Take back' }).click()
  await expect(invitationRow(page, email)).toHaveCount(0)
  const context = await browser.newContext(elsewhere())
  const guest = await context.newPage()
  await guest.goto(demo().url + path)
  await expect(guest.getByText('This invitation is not good')).toBeVisible()
  await context.close()
})
