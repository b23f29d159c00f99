// The vendor's request signature and password digest. Pure, but needs Node's MD5: never part of what a browser loads.

import { createHash } from 'node:crypto'

/** What is signed and sent: parameter names with their values before any URL encoding. */
export type Params = Readonly<Record<string, string>>

/**
 * The signature over all parameters except `sign` and those without a value: secret, then name and value of each in
 * byte order of the names, then secret again; MD5 of the UTF-8 bytes as 32 upper-case hex digits.
 */
export function signParams(params: Params, appSecret: string): string {
  const signed = Object.entries(params)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => name + value)
  return md5Hex(appSecret + signed.join('') + appSecret).toUpperCase()
}

/** A password as `jimi.oauth.token.get` wants it: MD5 of its UTF-8 bytes, 32 lower-case hex digits. */
export function passwordDigest(password: string): string {
  return md5Hex(password)
}

function md5Hex(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex')
}
