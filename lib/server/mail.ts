// The one door through which mails leave, by SMTP. It owns the connection's safety and what went wrong in words; who is
// written to, and when to try again, is the callers' business. Also loaded by scripts: no 'server-only'.

import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer'
import { isMailAddress } from '@/lib/domain/mail-address'
import { SharedError } from '@/lib/domain/shared-error'
import { env } from './env'
import { hideInLogs } from './scrub'

/** A mail to send. Texts are Unicode; line breaks in `subject` become spaces. */
export type MailDraft = {
  /** Plain addresses without names; all of them see each other, so write to strangers one by one. */
  to: string | readonly string[]
  subject: string
  text: string
  html?: string
  attachments?: readonly MailAttachment[]
  /** Stands before the address of MILEPOST_MAIL_FROM, in the place of the name written there. */
  fromName?: string
  /** Where answers go. */
  replyTo?: string
  /** Same key, same Message-ID: a mail that had to be sent twice is recognised by mailboxes as one. */
  key?: string
}

export type MailAttachment = { filename: string; content: Buffer | string; contentType?: string }

/** What the mail server took. `refused` names addresses it did not; at least one other was taken. */
export type MailReceipt = { messageId: string; accepted: readonly string[]; refused: readonly string[] }

/** What is missing before mails can be sent: the server's address, or who they come from. */
export type MailProblem = 'no_server' | 'no_sender'

/** Why a mail did not leave. `reason` is a sentence for owners, without passwords. */
export abstract class MailError extends SharedError {
  static override readonly brand: string = 'MailError'
  /** True when the same mail may go through later. */
  abstract readonly retry: boolean

  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause })
    this.name = new.target.name
  }
}

/** MILEPOST_SMTP_URL or MILEPOST_MAIL_FROM is not set. Trying again helps once somebody set it. */
export class MailNotConfiguredError extends MailError {
  static override readonly brand = 'MailNotConfiguredError'
  readonly retry = false
}

/** The address is none, or the server refused the mail for good (5yz). The same mail would be refused again. */
export class MailRefusedError extends MailError {
  static override readonly brand = 'MailRefusedError'
  readonly retry = false
}

/** The server is away, slow, busy (4yz), or does not take our login: the mail itself is fine. */
export class MailDeferredError extends MailError {
  static override readonly brand = 'MailDeferredError'
  readonly retry = true
}

const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 30_000
const MAX_ATTACHMENTS_BYTES = 20 * 1024 * 1024

/** What keeps mails from being sent here, or null. For screens that offer mails. */
export function findMailProblem(): MailProblem | null {
  const { smtpUrl, mailFrom } = env()
  if (smtpUrl === null) return 'no_server'
  return mailFrom === null ? 'no_sender' : null
}

/**
 * Hands a mail to the server of MILEPOST_SMTP_URL and waits for its yes. Never longer than about a minute.
 * @throws MailNotConfiguredError, MailRefusedError or MailDeferredError, each with a reason in words.
 */
export async function sendMail(draft: MailDraft): Promise<MailReceipt> {
  const { smtpUrl, mailFrom } = env()
  if (smtpUrl === null) throw new MailNotConfiguredError('No mail server is set up (MILEPOST_SMTP_URL).')
  if (mailFrom === null) throw new MailNotConfiguredError('No sender is set up (MILEPOST_MAIL_FROM).')
  const to = addresses(draft.to)
  const replyTo = draft.replyTo === undefined ? undefined : addresses(draft.replyTo)
  assertSize(draft.attachments ?? [])
  const transport = createTransport(transportOptions(smtpUrl))
  try {
    const info = await transport.sendMail({
      from: draft.fromName ? { name: oneLine(draft.fromName), address: plainAddress(mailFrom) } : mailFrom,
      replyTo,
      to: [...to],
      subject: oneLine(draft.subject),
      text: draft.text,
      html: draft.html,
      attachments: draft.attachments?.map((each) => ({ ...each, filename: oneLine(each.filename) })),
      messageId: draft.key === undefined ? undefined : messageId(draft.key, mailFrom),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return { messageId: info.messageId, accepted: textsOf(info.accepted), refused: textsOf(info.rejected) }
  } catch (error) {
    throw explain(error)
  } finally {
    transport.close()
  }
}

function addresses(to: MailDraft['to']): string[] {
  const all = typeof to === 'string' ? [to] : [...to]
  if (all.length === 0) throw new MailRefusedError('The mail names nobody to send it to.')
  const wrong = all.find((address) => !isMailAddress(address))
  if (wrong !== undefined) throw new MailRefusedError(`"${oneLine(wrong).slice(0, 80)}" is no mail address.`)
  return all
}

function assertSize(attachments: readonly MailAttachment[]): void {
  const bytes = attachments.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
  if (bytes > MAX_ATTACHMENTS_BYTES)
    throw new MailRefusedError('The attachments are larger than 20 MB, which mail servers do not take.')
}

function plainAddress(mailFrom: string): string {
  return /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom
}

/** Nothing a person typed may begin a header of its own. */
function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

function messageId(key: string, mailFrom: string): string {
  const domain = mailFrom.replace(/>$/, '').split('@').at(-1) ?? 'localhost'
  return `<${key.replace(/[^\w.-]+/g, '-')}@${domain}>`
}

function transportOptions(smtpUrl: string): SMTPTransportOptions {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const password = decodeURIComponent(url.password)
  hideInLogs(password)
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never crosses a network in clear text.
    requireTLS: !secure && password !== '' && !isLoopback(host),
    auth: url.username === '' ? undefined : { user: decodeURIComponent(url.username), pass: password },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** nodemailer tells addresses as text, or as objects where it was given objects. */
function textsOf(list: readonly unknown[]): string[] {
  return list.filter((each) => typeof each === 'string')
}

function explain(error: unknown): MailError {
  if (!isMailerError(error)) return new MailDeferredError('The mail could not be made.', error)
  const said = error.response ? ` It said: ${oneLine(error.response).slice(0, 200)}` : ''
  // A login that is not taken is a fault of the setup, which somebody will mend; the mail is fine.
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH')
    return new MailDeferredError(`The mail server does not take our login.${said}`, error)
  if (error.permanent === true) return new MailRefusedError(`The mail server refused the mail.${said}`, error)
  if (error.responseCode !== undefined)
    return new MailDeferredError(`The mail server asks to try again later.${said}`, error)
  return new MailDeferredError(UNREACHED[error.code ?? ''] ?? 'The mail server cannot be reached.', error)
}

const UNREACHED: Record<string, string> = {
  EDNS: 'The name of the mail server cannot be found.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ETLS: 'No secure connection to the mail server could be made.',
  EREQUIRETLS: 'No secure connection to the mail server could be made.',
}

function isMailerError(error: unknown): error is NodemailerError {
  return error instanceof Error && ('code' in error || 'responseCode' in error)
}
