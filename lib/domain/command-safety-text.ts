// Reads a command the way somebody would who wants to hide one: folded to plain capitals, run together, taken apart, and
// with escapes, hex and base64 undone. It only makes readings; what they mean is command-safety-kind.ts.

const LATIN = new TextDecoder('latin1')
const WIDE = new TextDecoder('utf-16le')

/** How deep a text may be wrapped before it is no longer unwrapped. */
const MAX_DEPTH = 3

/** Compatibility forms (full width, circled, mathematical), accents and invisible letters undone; capitals. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Cc}\u115f\u1160\u3164\u2800]/gu, (letter) =>
      /[\n\r\t]/.test(letter) ? ' ' : '',
    )
    .toUpperCase()
}

/** Only the letters A to Z and the digits of the folded text, run together. */
export function squeezed(text: string): string {
  return folded(text).replace(/[^A-Z\d]/g, '')
}

/** The folded words of a text: what stands between anything that is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^A-Z\d]+/)
    .filter((word) => word !== '')
}

/** The single commands of a text, plain blanks around them dropped. Devices end commands with `#`; some take `;` or lines too. */
export function commandsOf(text: string): string[] {
  return text
    .split(/[#;|\n\r\u2028\u2029＃；]+/u)
    .map((command) => command.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((command) => command !== '')
}

/** Whether every letter is a printable one of ASCII, so that what one sees is what a device gets. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/** What may stand wrapped inside a text: the text with escapes undone, and every hex or base64 word of it decoded. */
export function unwrapped(text: string): string[] {
  const found = new Set<string>()
  let layer = [text]
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = layer.flatMap(unwrapOnce).filter((each) => each !== text && !found.has(each))
    for (const each of next) found.add(each)
    layer = next
  }
  return [...found]
}

/** The runs of printable letters in bytes, read as ASCII, UTF-8 and both orders of UTF-16. */
export function textsInBytes(bytes: Uint8Array): string[] {
  const readings = ['latin1', 'utf-8', 'utf-16le', 'utf-16be'].map((label) =>
    new TextDecoder(label).decode(bytes),
  )
  // A text of two-byte letters that begins at an odd place.
  const shifted = ['utf-16le', 'utf-16be'].map((label) => new TextDecoder(label).decode(bytes.subarray(1)))
  return [...readings, ...shifted, sevenBit(bytes)]
}

/** Hex digits as bytes; null for anything else. */
export function bytesOfHex(hex: string): Uint8Array | null {
  const digits = hex.replace(/[\s:-]/g, '').replace(/^0x/i, '')
  if (!/^([\da-f]{2})+$/i.test(digits)) return null
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function unwrapOnce(text: string): string[] {
  const plain = text.normalize('NFKC')
  const unescaped = unescapeAll(plain)
  const words = plain.split(/[\s,;#"'{}[\]()|&<>]+/).filter((word) => word.length >= 4)
  const whole = bytesOfHex(plain.replace(/#+$/, ''))
  const decoded = words.flatMap((word) => [bytesOfHex(word), bytesOfBase64(word)])
  return [
    ...(unescaped === plain ? [] : [unescaped]),
    ...[whole, ...decoded].flatMap((bytes) => textOf(bytes)),
  ]
}

function unescapeAll(text: string): string {
  const ofCode = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')
  const ofHex = (_: string, digits: string) => ofCode(Number.parseInt(digits, 16))
  return text
    .replace(/\\u\{?([\da-f]{2,6})\}?/gi, ofHex)
    .replace(/(?:\\x|%|=)([\da-f]{2})/gi, ofHex)
    .replace(/&#x([\da-f]{1,6});?/gi, ofHex)
    .replace(/&#(\d{1,7});?/g, (_, digits: string) => ofCode(Number(digits)))
    .replace(/\\([0-3]?[0-7]{2})/g, (_, digits: string) => ofCode(Number.parseInt(digits, 8)))
}

function bytesOfBase64(word: string): Uint8Array | null {
  const standard = word.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z\d+/]{4,}$/.test(standard) || standard.length % 4 === 1) return null
  return Uint8Array.from(atob(standard), (letter) => letter.charCodeAt(0))
}

function textOf(bytes: Uint8Array | null): string[] {
  if (bytes === null || bytes.length < 3 || bytes.length > 4000) return []
  return [LATIN, WIDE].map((decoder) => decoder.decode(bytes)).filter((text) => squeezed(text).length >= 3)
}

/** The septets of a packed SMS text. */
function sevenBit(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let heldBits = 0
  for (const byte of bytes) {
    held |= byte << heldBits
    heldBits += 8
    for (; heldBits >= 7; heldBits -= 7) {
      text += String.fromCharCode(held & 0x7f)
      held >>= 7
    }
  }
  return text
}
