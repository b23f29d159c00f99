// Reads a mail as it came over SMTP into what a person sees. It knows as much of MIME as mails of ours use: nested
// multiparts, base64, quoted-printable, encoded words. For the mail catcher and for tests.

/** A mail, decoded. `attachments` are whole; addresses are as the envelope said. */
export type ReadMail = {
  headers: ReadonlyMap<string, string>
  subject: string
  text: string
  html: string | null
  attachments: { filename: string; contentType: string; content: Buffer }[]
}

type Part = { headers: Map<string, string>; body: Buffer }

/** Decodes a raw mail. What is not MIME is taken as plain text; it never throws. */
export function readMail(raw: Buffer): ReadMail {
  const root = splitPart(raw)
  const mail: ReadMail = {
    headers: root.headers,
    subject: decodeWords(root.headers.get('subject') ?? ''),
    text: '',
    html: null,
    attachments: [],
  }
  collect(root, mail)
  return mail
}

function collect(part: Part, into: ReadMail): void {
  const type = part.headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(type, 'boundary')
  if (/^multipart\//i.test(type) && boundary !== null) {
    for (const inner of splitParts(part.body, boundary)) collect(inner, into)
    return
  }
  const content = decodeBody(part)
  const disposition = part.headers.get('content-disposition') ?? ''
  const filename = parameter(disposition, 'filename') ?? parameter(type, 'name')
  if (/^attachment/i.test(disposition) || filename !== null) {
    const contentType = type.split(';')[0]?.trim() ?? ''
    into.attachments.push({ filename: decodeWords(filename ?? ''), contentType, content })
  } else if (/^text\/html/i.test(type)) into.html = content.toString('utf8')
  else into.text = content.toString('utf8')
}

function splitPart(raw: Buffer): Part {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString('utf8')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  return { headers, body: end < 0 ? Buffer.alloc(0) : raw.subarray(end + 4) }
}

function splitParts(body: Buffer, boundary: string): Part[] {
  // Latin 1 keeps every byte, so that positions in the text are positions in the buffer.
  const pieces = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`)
  return pieces
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => splitPart(Buffer.from(piece.replace(/^[ \t]*\r\n/, ''), 'latin1')))
}

function decodeBody({ headers, body }: Part): Buffer {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding === 'quoted-printable')
    return unquote(body.toString('latin1').replace(/=[ \t]*\r\n/g, ''), /=([0-9A-F]{2})/gi)
  return body
}

function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, data: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64').toString('utf8')
        : unquote(data.replaceAll('_', ' '), /=([0-9A-F]{2})/gi).toString('utf8'),
    )
}

function unquote(text: string, pattern: RegExp): Buffer {
  return Buffer.from(
    text.replace(pattern, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** A parameter of a header, plain, quoted, or in RFC 2231's extended form. */
function parameter(header: string, name: string): string | null {
  const extended = new RegExp(`;\\s*${name}(?:\\*0)?\\*=utf-8'[^']*'([^;\\s]+)`, 'i').exec(header)?.[1]
  if (extended !== undefined) return decodeURIComponent(extended)
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(header)
  return found ? (found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? null) : null
}
