// The page on which a person reads what the mail catcher caught. It changes nothing, and answers loopback only.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CaughtMail } from './mail-catcher'

type Answer = { status: number; type: string; body: string | Buffer; csp?: string }

/** Serves `/`, `/mails.json`, `/ID` (one mail), `/ID/html` and `/ID.eml`. */
export async function startMailPage(options: {
  list: () => CaughtMail[]
  port: number
}): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => send(response, answer(request, options.list)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function answer(request: IncomingMessage, list: () => CaughtMail[]): Answer {
  // A page elsewhere could have its own name point here; only our own names are answered.
  const host = request.headers.host?.replace(/:\d+$/, '')
  if (host !== '127.0.0.1' && host !== 'localhost') return plain(403, 'Only for this machine.')
  if (request.method !== 'GET') return plain(405, 'Only GET.')
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
  const mails = list()
  if (path === '/') return htmlPage('Caught mails', listBody(mails))
  if (path === '/mails.json') return json(mails)
  const [, id, form] = /^\/([\w-]+)(\.eml|\/html)?$/.exec(path) ?? []
  const mail = mails.find((each) => each.id === id)
  if (!mail) return plain(404, 'There is no such mail.')
  if (form === '.eml') return { status: 200, type: 'message/rfc822', body: mail.raw }
  if (form === '/html')
    return { status: 200, type: 'text/html; charset=utf-8', body: mail.html ?? '', csp: MAIL_POLICY }
  return htmlPage(mail.subject, mailBody(mail))
}

/** A mail's own markup runs nothing and loads nothing. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'"

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body })

function json(mails: CaughtMail[]): Answer {
  const rows = mails.map(({ raw: _, attachments, ...mail }) => ({
    ...mail,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      bytes: content.length,
    })),
  }))
  return { status: 200, type: 'application/json', body: JSON.stringify(rows) }
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #d6dae0}
pre{white-space:pre-wrap;background:#f4f5f7;padding:1rem;border-radius:8px}iframe{width:100%;height:28rem;border:1px solid #d6dae0;border-radius:8px}`

function htmlPage(title: string, body: string): Answer {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`
  const document = `<!doctype html><html lang="en"><head>${head}<style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
  return { status: 200, type: 'text/html; charset=utf-8', body: document, csp: PAGE_POLICY }
}

function listBody(mails: CaughtMail[]): string {
  if (mails.length === 0) return '<p>None yet. Reload the page when one should have come.</p>'
  const rows = mails
    .toReversed()
    .map(
      ({ id, subject, to, receivedAt }) =>
        `<tr><td>${receivedAt.toISOString()}</td><td>${escapeHtml(to.join(', '))}</td><td><a href="/${id}">${escapeHtml(subject) || '(no subject)'}</a></td></tr>`,
    )
  return `<table><thead><tr><th>Came at</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function mailBody({ id, from, to, text, html, attachments }: CaughtMail): string {
  const names = attachments.map(({ filename }) => escapeHtml(filename)).join(', ')
  return `<p><a href="/">All mails</a> · <a href="/${id}.eml">as it came</a></p>
<p>From ${escapeHtml(from)} to ${escapeHtml(to.join(', '))}${names && `, with ${names}`}</p><pre>${escapeHtml(text)}</pre>
${html === null ? '' : `<iframe sandbox title="As HTML" src="/${id}/html"></iframe>`}`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function send(response: ServerResponse, { status, type, body, csp }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(csp && { 'content-security-policy': csp }),
  })
  response.end(body)
}
