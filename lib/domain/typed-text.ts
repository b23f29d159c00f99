// Text that people type, as forms and addresses bring it. Owns what every such text loses on its way in; how long it may be is
// each form's own business.

import { z } from 'zod'

/**
 * Any text, but for what no database can hold and nobody can see: NUL is dropped, half a surrogate pair replaced, and a byte
 * order mark in front dropped. Never refused for it: such text comes from files and other programs, not from keys.
 */
export function typedText(): z.ZodString {
  return z.string().overwrite((text) =>
    text
      .replaceAll('\u0000', '')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/^\ufeff+/, ''),
  )
}
