import { generateSync } from 'otplib'
import {
  type DemoLogin,
  demo,
  enterAnew,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
} from './fixtures'
import { act, elsewhere, join, makeLink, openInvite, PASSWORD, PEOPLE, personRow } from './people-fixtures'

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
  await join(browser, await makeLink(dialog), name)

  const context = await browser.newContext(elsewhere())
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
  const path = new URL(await dialog.getByLabel('Link', { exact: true }).inputValue()).pathname
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
