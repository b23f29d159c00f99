// Checks the vendor's request signature. Written apart from the client's signing, so that both cannot share a mistake.

import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether `sign` belongs to the parameters: MD5 over secret, names and values in byte order of the names, secret; hex
 * in upper case. The documents disagree on parameters with an empty value, so signed and left out both pass.
 */
export function isSignatureValid(
  params: ReadonlyMap<string, string>,
  secret: string,
  options: { allowLowerCase: boolean },
): boolean {
  const sent = params.get('sign') ?? ''
  const sign = options.allowLowerCase ? sent.toUpperCase() : sent
  const signed = [...params].filter(([name]) => name !== 'sign').sort(byName)
  const filled = signed.filter(([, value]) => value !== '')
  return isSame(sign, signatureOf(signed, secret)) || isSame(sign, signatureOf(filled, secret))
}

type Pair = readonly [name: string, value: string]

function byName([a]: Pair, [b]: Pair): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

function signatureOf(sorted: readonly Pair[], secret: string): string {
  const text = secret + sorted.map(([name, value]) => name + value).join('') + secret
  return createHash('md5').update(text, 'utf8').digest('hex').toUpperCase()
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
