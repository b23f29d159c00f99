// The exact text a device will be sent when a command template is filled in. Whether that text is dangerous is judged
// elsewhere; here it is only made, and refused where the vendor could read the template in more than one way.

/** The text, or why there is none: a parameter that is missing, or a text that would still hold placeholders. */
export type RenderedInstruction =
  | { ok: true; text: string }
  | { ok: false; problem: 'missing_param'; index: number }
  | { ok: false; problem: 'ambiguous' }

const PLACEHOLDER = /\{(0|[1-9]\d{0,2})\}/g
/** What some renderer may take for a placeholder, with blanks, leading zeros or the digits of another script. */
const LOOKS_LIKE_PLACEHOLDER = /\{\s*\p{Nd}+\s*\}/u

/**
 * Fills `{0}`, `{1}` ... of a template with the parameters of those numbers, letter by letter: nothing is trimmed, quoted or
 * changed in width or case. Parameters without a placeholder are not used, as the vendor does not use them.
 *
 * How the vendor replaces is not documented. A text that would hold a placeholder after all were filled (from a parameter
 * such as `{1}`, or braces around one) renders differently one by one than all at once, so it is `ambiguous`: nobody can
 * say what the device would get, and it must not be sent.
 */
export function renderInstruction(template: string, params: readonly string[]): RenderedInstruction {
  const missing = placeholdersOf(template).find((index) => params[index] === undefined)
  if (missing !== undefined) return { ok: false, problem: 'missing_param', index: missing }
  // A function, because a replacement text would be searched for `$` patterns.
  const text = template.replace(PLACEHOLDER, (_, digits: string) => params[Number(digits)] ?? '')
  return LOOKS_LIKE_PLACEHOLDER.test(text) ? { ok: false, problem: 'ambiguous' } : { ok: true, text }
}

/** The numbers of a template's placeholders, ascending, each once: which parameters a form must ask for. */
export function placeholdersOf(template: string): number[] {
  const numbers = [...template.matchAll(PLACEHOLDER)].map(([, digits]) => Number(digits))
  return [...new Set(numbers)].sort((a, b) => a - b)
}
