// Text of people that the vendor may hand on to a device, such as the name of a fence or of a recording. Owns what such text
// may consist of; what counts as a command is command-safety-text.ts.

/** As long as the vendor's own examples of names ever are, with room. */
const MAX_LENGTH = 200
/** Letters and digits of any script, and what stands in file names: nothing that begins, ends or parts a command. */
const PLAIN = /^[\p{L}\p{M}\p{N} ._/-]+$/u
const NOT_PLAIN = /[^\p{L}\p{M}\p{N} ._/-]+/gu

/**
 * Whether a text can be handed to a device without ever being read as an order: nobody outside knows how the vendor puts it
 * into what it sends.
 */
export function isPlainDeviceText(text: string): boolean {
  return text.length <= MAX_LENGTH && PLAIN.test(text)
}

/** The text with a blank for each run of other characters; `fallback` when nothing is left. */
export function plainDeviceText(text: string, fallback: string): string {
  const plain = text.replace(NOT_PLAIN, ' ').replace(/ +/g, ' ').trim().slice(0, MAX_LENGTH).trim()
  return plain === '' ? fallback : plain
}
