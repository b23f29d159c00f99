// A mail server that delivers nothing: it keeps every mail as .eml and .json in a folder, for the demo and for tests, and
// shows them on a page of its own. On loopback only. Addresses beginning with "refuse" are refused for good, those with
// "later" are put off, so that both can be seen.

import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { startMailPage } from './mail-page'
import { type ReadMail, readMail } from './read-mail'

/** A mail that was caught. `id` names its files in the folder; times are when it came. */
export type CaughtMail = Omit<ReadMail, 'headers'> & {
  id: string
  receivedAt: Date
  from: string
  to: string[]
  messageId: string
  raw: Buffer
}

export type MailCatcher = {
  /** For MILEPOST_SMTP_URL. */
  smtpUrl: string
  /** The page that lists what was caught. */
  pageUrl: string
  folder: string
  /** All caught mails, oldest first. */
  list(): CaughtMail[]
  /** The first caught mail that fits, now or within the time. @throws after `timeoutMs`, naming what came instead. */
  waitFor(fits: (mail: CaughtMail) => boolean, timeoutMs?: number): Promise<CaughtMail>
  close(): Promise<void>
}

export type MailCatcherOptions = {
  folder: string
  /** Ports of SMTP and of the page; 0, the default, takes free ones. */
  port?: number
  pagePort?: number
  /** Only this login is taken, and one is asked for. */
  login?: { user: string; password: string }
}

const HOST = '127.0.0.1'
const MAX_MAIL_BYTES = 30 * 1024 * 1024

/** Starts the catcher; both of its doors are open when this resolves. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const { folder, login } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const listeners = new Set<() => void>()
  const smtp = smtpServer(login, (raw, envelope) => {
    keep(folder, raw, envelope)
    for (const listener of listeners) listener()
  })
  const port = await listening(smtp.listen(options.port ?? 0, HOST))
  const list = () => readFolder(folder)
  const page = await startMailPage({ list, port: options.pagePort ?? 0 })
  return {
    smtpUrl: `smtp://${login ? `${login.user}:${login.password}@` : ''}${HOST}:${port}`,
    pageUrl: page.url,
    folder,
    list,
    waitFor: (fits, timeoutMs = 30_000) => waitFor({ list, listeners, fits, timeoutMs }),
    close: async () => {
      await page.close()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
}

type Envelope = { from: string; to: string[] }

function smtpServer(
  login: MailCatcherOptions['login'],
  onMail: (raw: Buffer, envelope: Envelope) => void,
): SMTPServer {
  return new SMTPServer({
    // The certificate that comes with the package is of no use to anybody; loopback needs none.
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    logger: false,
    onAuth: (given, _session, done) =>
      given.username === login?.user && given.password === login?.password
        ? done(null, { user: given.username })
        : done(reply(535, 'Wrong user or password')),
    onRcptTo: ({ address }, _session, done) => {
      if (/^refuse/i.test(address)) return done(reply(550, 'No such mailbox here'))
      if (/^later/i.test(address)) return done(reply(451, 'The mailbox is busy, try again later'))
      done()
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(reply(552, 'The mail is too large'))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        onMail(Buffer.concat(chunks), { from, to: envelope.rcptTo.map(({ address }) => address) })
        done()
      })
    },
  })
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => resolve((server.address() as AddressInfo).port))
  })
}

let caughtCount = 0

/** The .eml first: a mail is listed once its .json is there. */
function keep(folder: string, raw: Buffer, envelope: Envelope): void {
  const receivedAt = new Date()
  caughtCount += 1
  const order = String(caughtCount).padStart(6, '0')
  const id = `${receivedAt.toISOString().replace(/[:.]/g, '-')}-${order}-${randomBytes(3).toString('hex')}`
  const { subject, text, html, attachments } = readMail(raw)
  writeFileSync(path.join(folder, `${id}.eml`), raw, { mode: 0o600 })
  const summary = {
    receivedAt,
    ...envelope,
    subject,
    text,
    html,
    attachments: attachments.map(({ filename }) => filename),
  }
  writeFileSync(path.join(folder, `${id}.json`), `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 })
}

function readFolder(folder: string): CaughtMail[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
  return names.map((name) => {
    const id = name.replace(/\.json$/, '')
    const kept = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Envelope & {
      receivedAt: string
    }
    const raw = readFileSync(path.join(folder, `${id}.eml`))
    const { headers, ...mail } = readMail(raw)
    const messageId = headers.get('message-id') ?? ''
    return {
      ...mail,
      id,
      raw,
      messageId,
      receivedAt: new Date(kept.receivedAt),
      from: kept.from,
      to: kept.to,
    }
  })
}

type Waiting = {
  list: () => CaughtMail[]
  listeners: Set<() => void>
  fits: (mail: CaughtMail) => boolean
  timeoutMs: number
}

function waitFor({ list, listeners, fits, timeoutMs }: Waiting): Promise<CaughtMail> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      listeners.delete(look)
    }
    const look = () => {
      const found = list().find(fits)
      if (!found) return
      stop()
      resolve(found)
    }
    const timer = setTimeout(() => {
      stop()
      const came = list().map(({ to, subject }) => `${to.join(', ')}: ${subject}`)
      reject(new Error(`No such mail within ${timeoutMs} ms. There are ${came.length}:\n${came.join('\n')}`))
    }, timeoutMs)
    listeners.add(look)
    look()
  })
}
