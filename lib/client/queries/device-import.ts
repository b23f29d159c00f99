// What the page of a file of devices asks the server. The file goes along each time, as the server keeps none.

import type {
  ImportCheck,
  ImportColumns,
  ImportFailure,
  ImportLook,
  ImportReply,
} from '@/lib/domain/device-import'
import { RequestFailedError } from './fetch-json'

const HERE = '/api/device-jobs/import'

/** The file is refused; `why` is a key of the messages at `deviceImport.failures`. */
export class ImportRefusedError extends Error {
  constructor(
    readonly why: ImportFailure,
    readonly line: number | undefined,
  ) {
    super(`import refused: ${why}`)
    this.name = 'ImportRefusedError'
  }
}

/** The server's own words for a failure that is none of the file's, such as a vendor that does not answer. */
export class ImportTroubleError extends Error {}

/** POST /api/device-jobs/import/look. @throws ImportRefusedError, ImportTroubleError, RequestFailedError */
export function lookAtFile(file: Blob): Promise<ImportLook> {
  return send<ImportLook>('look', new URLSearchParams(), file)
}

/** POST /api/device-jobs/import/check. @throws as `lookAtFile` */
export function checkFile(file: Blob, columns: ImportColumns): Promise<ImportCheck> {
  return send<ImportCheck>('check', new URLSearchParams({ columns: wordsOf(columns) }), file)
}

/** POST /api/device-jobs/import/begin. @throws as `lookAtFile` */
export function beginFile(
  file: File,
  { columns, seen }: { columns: ImportColumns; seen: string },
): Promise<{ jobId: string }> {
  const query = new URLSearchParams({ columns: wordsOf(columns), seen, name: file.name.slice(-200) })
  return send<{ jobId: string }>('begin', query, file)
}

function wordsOf(columns: ImportColumns): string {
  return columns.map((field) => field ?? '').join(',')
}

async function send<T>(step: string, query: URLSearchParams, file: Blob): Promise<T> {
  const response = await fetch(`${HERE}/${step}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    if (typeof body === 'object' && body !== null && 'message' in body)
      throw new ImportTroubleError(String(body.message))
    throw new RequestFailedError(response.status, 'unknown')
  }
  const reply = body as ImportReply<T>
  if (!reply.ok) throw new ImportRefusedError(reply.why, reply.line)
  return reply
}
