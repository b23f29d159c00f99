import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetEnv } from '@/lib/server/env'
import { MailRefusedError, sendMail } from '@/lib/server/mail'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'

const folder = mkdtempSync(path.join(tmpdir(), 'milepost-sender-'))
let catcher: MailCatcher

beforeAll(async () => {
  catcher = await startMailCatcher({ folder })
  Object.assign(process.env, {
    MILEPOST_SMTP_URL: catcher.smtpUrl,
    MILEPOST_MAIL_FROM: 'Milepost <alarms@fleet.example>',
  })
  forgetEnv()
})
afterAll(async () => {
  await catcher.close()
  rmSync(folder, { recursive: true, force: true })
})

test("a tenant's name stands before the installation's own address, and answers go where the tenant says", async () => {
  const to = 'reader@example.com'
  await sendMail({ to, subject: 's', text: 't', fromName: 'Acme Fleet', replyTo: 'help@acme.example' })
  const { from, raw } = await catcher.waitFor((mail) => mail.to.includes(to))
  expect(from).toBe('alarms@fleet.example')
  expect(raw.toString()).toMatch(/^From: "?Acme Fleet"? <alarms@fleet\.example>\r?$/m)
  expect(raw.toString()).toMatch(/^Reply-To: help@acme\.example\r?$/m)
})

test('no name begins a header or another address of its own', async () => {
  const to = 'hostile@example.com'
  const fromName = 'Boss <boss@other.example>\r\nBcc: all@other.example'
  await sendMail({ to, subject: 's', text: 't', fromName })
  const mail = await catcher.waitFor((each) => each.to.includes(to))
  expect(mail.to).toEqual([to])
  expect(mail.from).toBe('alarms@fleet.example')
  expect(mail.raw.toString()).not.toMatch(/^Bcc:/m)
  const replyTo = 'a@b.example, c@d.example'
  await expect(sendMail({ to, subject: 's', text: 't', replyTo })).rejects.toThrow(MailRefusedError)
})
