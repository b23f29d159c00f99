import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isMailAddress } from '@/lib/domain/mail-address'
import { forgetEnv } from '@/lib/server/env'
import {
  findMailProblem,
  MailDeferredError,
  MailNotConfiguredError,
  MailRefusedError,
  sendMail,
} from '@/lib/server/mail'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'

const folder = mkdtempSync(path.join(tmpdir(), 'milepost-mail-'))
let catcher: MailCatcher

beforeAll(async () => {
  catcher = await startMailCatcher({ folder })
})
afterAll(async () => {
  await catcher.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => setUp({ MILEPOST_SMTP_URL: undefined, MILEPOST_MAIL_FROM: undefined }))

function setUp(variables: { MILEPOST_SMTP_URL?: string; MILEPOST_MAIL_FROM?: string }): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else Reflect.set(process.env, name, value)
  }
  forgetEnv()
}

const useCatcher = () =>
  setUp({ MILEPOST_SMTP_URL: catcher.smtpUrl, MILEPOST_MAIL_FROM: 'Milepost <alarms@fleet.example>' })

test('a mail arrives whole: subject and text of any script, HTML, attachments of any bytes', async () => {
  useCatcher()
  const content = Buffer.from([0, 255, 13, 10, 46, 13, 10, 200])
  const receipt = await sendMail({
    to: 'whole@example.com',
    subject: 'Überfahren: กรุงเทพ 📍 and a long tail that must be folded over more than one header line',
    text: '.a line that begins with a dot\nÜmlaut = 1\n',
    html: '<p>Ümlaut</p>',
    attachments: [
      { filename: 'Bericht März.pdf', content, contentType: 'application/pdf' },
      { filename: 'a.csv', content: 'x;ü\n' },
    ],
  })
  const mail = await catcher.waitFor(({ to }) => to.includes('whole@example.com'))
  expect(receipt.accepted).toEqual(['whole@example.com'])
  expect(mail).toMatchObject({
    from: 'alarms@fleet.example',
    messageId: receipt.messageId,
    html: '<p>Ümlaut</p>',
  })
  expect(mail.subject).toBe(
    'Überfahren: กรุงเทพ 📍 and a long tail that must be folded over more than one header line',
  )
  expect(mail.text.replaceAll('\r\n', '\n').trimEnd()).toBe('.a line that begins with a dot\nÜmlaut = 1')
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(['Bericht März.pdf', 'a.csv'])
  expect(mail.attachments[0]?.content).toEqual(content)
  expect(mail.attachments[1]?.content.toString()).toBe('x;ü\n')
})

test('a line break in what people typed begins no header', async () => {
  useCatcher()
  await sendMail({
    to: 'safe@example.com',
    subject: 'Truck 1\r\nBcc: spy@example.com',
    text: 'x',
    attachments: [{ filename: 'a\r\nX-Evil: 1.txt', content: 'x' }],
  })
  const mail = await catcher.waitFor(({ to }) => to.includes('safe@example.com'))
  expect(mail.to).toEqual(['safe@example.com'])
  expect(mail.subject).toBe('Truck 1 Bcc: spy@example.com')
  expect(mail.raw.toString()).not.toMatch(/^(Bcc|X-Evil):/m)
})

test.each([
  'a@b\r\nBcc: c@d.example',
  'a@b.example, c@d.example',
  'Name <a@b.example>',
  'a',
  '"a b"@c.example',
  'a@b@c',
  '',
])('%j is no mail address and is refused before anything is sent', async (address) => {
  useCatcher()
  const before = catcher.list().length
  expect(isMailAddress(address)).toBe(false)
  await expect(sendMail({ to: address, subject: 's', text: 't' })).rejects.toThrow(MailRefusedError)
  expect(catcher.list()).toHaveLength(before)
})

test.each(["o'brien+fleet@mail.example.co.uk", 'günter@müller.example', 'root@localhost'])(
  '%s is a mail address',
  (address) => expect(isMailAddress(address)).toBe(true),
)

test('the same key gives the same Message-ID', async () => {
  useCatcher()
  const draft = { to: 'twice@example.com', subject: 's', text: 't', key: 'alarm 7/rule 9' }
  const [first, second] = [await sendMail(draft), await sendMail(draft)]
  expect(first.messageId).toBe('<alarm-7-rule-9@fleet.example>')
  expect(second.messageId).toBe(first.messageId)
})

test('a refusal for good and one for now are told apart, with what the server said', async () => {
  useCatcher()
  const draft = { subject: 's', text: 't' }
  const refused = await sendMail({ ...draft, to: 'refuse@example.com' }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(MailRefusedError)
  expect(refused).toMatchObject({ retry: false, reason: expect.stringContaining('No such mailbox') })
  const later = await sendMail({ ...draft, to: 'later@example.com' }).catch((error: unknown) => error)
  expect(later).toBeInstanceOf(MailDeferredError)
  expect(later).toMatchObject({ retry: true, reason: expect.stringContaining('busy') })
})

test('one refused address of two does not cost the other its mail', async () => {
  useCatcher()
  const to = ['refuse@example.com', 'fine@example.com']
  const receipt = await sendMail({ to, subject: 's', text: 't' })
  expect(receipt).toMatchObject({ accepted: ['fine@example.com'], refused: ['refuse@example.com'] })
})

test('without server or sender it says which is missing', async () => {
  setUp({ MILEPOST_SMTP_URL: undefined, MILEPOST_MAIL_FROM: undefined })
  expect(findMailProblem()).toBe('no_server')
  const draft = { to: 'a@example.com', subject: 's', text: 't' }
  await expect(sendMail(draft)).rejects.toThrow(MailNotConfiguredError)
  setUp({ MILEPOST_SMTP_URL: catcher.smtpUrl, MILEPOST_MAIL_FROM: undefined })
  expect(findMailProblem()).toBe('no_sender')
  await expect(sendMail(draft)).rejects.toThrow('MILEPOST_MAIL_FROM')
  useCatcher()
  expect(findMailProblem()).toBeNull()
})

test('a server that is away or cuts the line is a matter for later, and the password is not in the words', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket.end('')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  setUp({ MILEPOST_SMTP_URL: `smtp://me:hunter22@127.0.0.1:${port}`, MILEPOST_MAIL_FROM: 'a@b.example' })
  const draft = { to: 'a@example.com', subject: 's', text: 't' }
  const cut = await sendMail(draft).catch((error: unknown) => error)
  await new Promise((resolve) => server.close(resolve))
  const away = await sendMail(draft).catch((error: unknown) => error)
  for (const error of [cut, away]) {
    expect(error).toBeInstanceOf(MailDeferredError)
    expect(String(error)).not.toContain('hunter22')
  }
})

test('a login that is not taken is a matter for later: the mail is fine', async () => {
  const asking = await startMailCatcher({ folder, login: { user: 'me', password: 'right-one' } })
  const from = 'a@b.example'
  const draft = { to: 'login@example.com', subject: 's', text: 't' }
  setUp({ MILEPOST_SMTP_URL: asking.smtpUrl.replace('right', 'wrong'), MILEPOST_MAIL_FROM: from })
  await expect(sendMail(draft)).rejects.toThrow(MailDeferredError)
  await expect(sendMail(draft)).rejects.toThrow('login')
  setUp({ MILEPOST_SMTP_URL: asking.smtpUrl, MILEPOST_MAIL_FROM: from })
  await expect(sendMail(draft)).resolves.toMatchObject({ accepted: ['login@example.com'] })
  await asking.close()
})

test('attachments beyond what mail servers take are refused in words', async () => {
  useCatcher()
  const attachments = [{ filename: 'a.bin', content: Buffer.alloc(21 * 1024 * 1024) }]
  const sent = sendMail({ to: 'a@example.com', subject: 's', text: 't', attachments })
  await expect(sent).rejects.toThrow('20 MB')
})

test('people read caught mails on a page that runs nothing of them, and other names get no answer', async () => {
  useCatcher()
  await sendMail({ to: 'page@example.com', subject: '<b>x</b>', text: 'plain', html: '<script>1</script>' })
  const { id } = await catcher.waitFor(({ to }) => to.includes('page@example.com'))
  const list = await (await fetch(catcher.pageUrl)).text()
  expect(list).toContain('&#60;b&#62;x')
  const html = await fetch(`${catcher.pageUrl}/${id}/html`)
  expect(html.headers.get('content-security-policy')).toContain('sandbox')
  expect(await (await fetch(`${catcher.pageUrl}/${id}`)).text()).toContain('plain')
  expect((await fetch(`${catcher.pageUrl}/nothing`)).status).toBe(404)
  const all: unknown[] = await (await fetch(`${catcher.pageUrl}/mails.json`)).json()
  expect(all).toHaveLength(catcher.list().length)
})
