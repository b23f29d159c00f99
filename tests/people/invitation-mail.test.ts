// An invitation by mail: where its link leads, and that one that cannot be mailed is an invitation all the same.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { findInvitation, invite, renewLink } from '@/lib/server/services/invitations'
import { invitationOrigin } from '@/lib/server/services/invitations-mail'
import { listOpenInvitations } from '@/lib/server/services/people-pages'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant } from '../db/fixtures'

const INSTALLATION = 'https://milepost.example'
const from = (host: string) => new Headers({ host })

describeOnEachDatabase('invitations by mail', ({ dataDir }) => {
  let catcher: MailCatcher
  let owner: Viewer
  let ownHost: string

  function configure(variables: Record<string, string | undefined>): void {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    forgetEnv()
  }

  beforeAll(async () => {
    catcher = await startMailCatcher({ folder: path.join(dataDir(), 'mails') })
    log.level = 'silent'
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    forgetEnv()
    await catcher.close()
  })
  beforeEach(async () => {
    configure({
      MILEPOST_SMTP_URL: catcher.smtpUrl,
      MILEPOST_MAIL_FROM: 'Milepost <people@fleet.example>',
      MILEPOST_URL: INSTALLATION,
    })
    const { tenantId } = await makeTenant()
    owner = await makePerson({ tenantId, role: 'owner' })
    ownHost = `fleet.${tenantId}.example`
    await db().tenantDomain.create({ data: { host: ownHost, tenantId } })
  })

  const inviteByMail = async (email: string, headers: Headers) =>
    invite(
      { viewer: owner, sessionHash: 'a session' },
      { email, role: 'viewer', rights: [], byMail: true, scope: { accountId: null, group: null } },
      { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: await invitationOrigin(owner, headers) },
    )
  const linksTo = (email: string) =>
    catcher
      .list()
      .filter(({ to }) => to.includes(email))
      .map(({ text }) => /https?:\/\/\S+\/invite\/[\w-]+/.exec(text)?.[0])
  const newAddress = (name = '') => `${name}${randomUUID()}@example.com`

  test('who came by the host of their own tenant invites to it, everybody else to the address of the installation', async () => {
    expect(await invitationOrigin(owner, from(ownHost))).toBe(`https://${ownHost}`)
    expect(await invitationOrigin(owner, from('milepost.example'))).toBe(INSTALLATION)
    const stranger = await makeTenant()
    expect(await invitationOrigin(stranger, from(ownHost))).toBe(INSTALLATION)
    expect(await invitationOrigin(owner, from('evil.example'))).toBe(INSTALLATION)
  })

  test('without a mail server, or an address that is known, there is none, whatever host was asked for', async () => {
    configure({ MILEPOST_URL: undefined })
    expect(await invitationOrigin(owner, from('evil.example'))).toBeNull()
    configure({ MILEPOST_URL: INSTALLATION, MILEPOST_SMTP_URL: undefined })
    expect(await invitationOrigin(owner, from(ownHost))).toBeNull()
    expect(await invitationOrigin(owner, from('milepost.example'))).toBeNull()
  })

  test('the link in the mail is the one that was made, and a renewed one is mailed anew', async () => {
    const email = newAddress()
    const made = await inviteByMail(email, from(ownHost))
    if (!made.ok) throw new Error(made.problem)
    expect(made.isMailed).toBe(true)
    expect(linksTo(email)).toEqual([`https://${ownHost}${made.path}`])
    const [open] = (await listOpenInvitations(owner)).invitations
    expect(open).toMatchObject({ email, isMailed: true })
    const mailing = { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: INSTALLATION }
    const actor = { viewer: owner, sessionHash: 'a session' }
    const renewed = await renewLink(actor, open?.id ?? '', { byMail: true, mailing })
    if (!renewed.ok) throw new Error(renewed.problem)
    expect(linksTo(email)).toEqual([`https://${ownHost}${made.path}`, `${INSTALLATION}${renewed.path}`])
  })

  test('one that could not be mailed stands, is told as not mailed, and its link is good', async () => {
    // The catcher refuses addresses that begin so.
    const refused = await inviteByMail(newAddress('refuse'), from(ownHost))
    configure({ MILEPOST_SMTP_URL: undefined })
    const unsent = await inviteByMail(newAddress(), from(ownHost))
    for (const made of [refused, unsent]) {
      if (!made.ok) throw new Error(made.problem)
      expect(made.isMailed).toBe(false)
      expect(await findInvitation(made.path.replace('/invite/', ''), null)).not.toBeNull()
    }
    expect((await listOpenInvitations(owner)).invitations.map(({ isMailed }) => isMailed)).toEqual([
      false,
      false,
    ])
  })
})
