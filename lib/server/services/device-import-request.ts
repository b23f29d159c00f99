// The requests that bring a file of devices: its bytes, no more than may be, and refusals as typed answers.

import { type ImportReply, MAX_IMPORT_BYTES } from '@/lib/domain/device-import'
import { ImportFileError } from './device-import-error'

/** The body as it came. @throws ImportFileError `too_large` as soon as it is, whatever its announced length */
export async function fileOf(request: Request): Promise<Buffer> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > MAX_IMPORT_BYTES) {
      await reader?.cancel()
      throw new ImportFileError('too_large')
    }
    chunks.push(value)
  }
}

/** Answers with what the work comes to, or why the file is refused. @throws what is none of a file's failures */
export async function importReply<T extends object>(work: () => Promise<T>): Promise<Response> {
  const reply = await work().then(
    (value): ImportReply<T> => ({ ok: true, ...value }),
    (error: unknown): ImportReply<T> => {
      if (error instanceof ImportFileError)
        return { ok: false, why: error.why, ...(error.line === undefined ? {} : { line: error.line }) }
      throw error
    },
  )
  return Response.json(reply)
}
