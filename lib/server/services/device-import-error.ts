// Why a file of devices cannot be worked with, as an error of its own: routes answer it as a typed reply.

import type { ImportFailure } from '@/lib/domain/device-import'

/** The file, or what is asked of it, is refused. `line` where it is broken. */
export class ImportFileError extends Error {
  constructor(
    readonly why: ImportFailure,
    readonly line?: number,
    cause?: unknown,
  ) {
    super(`device import: ${why}`, { cause })
    this.name = 'ImportFileError'
  }
}
