// What a command does to a vehicle, whatever door it goes through: it cuts, it restores, it does neither, or nobody can tell.
// Only what is known to do neither passes as harmless; all doubt is on the side of the cut. Whether a cut may happen now is
// command-safety.ts.

import {
  bytesOfHex,
  commandsOf,
  folded,
  isPlain,
  squeezed,
  textsInBytes,
  unwrapped,
  wordsOf,
} from './command-safety-text'
import {
  ASKING_FOR_THE_RELAY,
  CUTTING_TEMPLATE_IDS,
  DANGEROUS_PHRASES,
  DANGEROUS_STEMS,
  DANGEROUS_TOKENS,
  HARMLESS_HUB_KINDS,
  HARMLESS_VERBS,
  isHarmlessParameter,
  RESTORING,
} from './command-safety-words'
import { placeholdersOf, renderInstruction } from './instruction-text'

/** From harmless to dangerous. `opaque`: nobody can tell, so it is held to the rules of `cut`. */
export const COMMAND_KINDS = ['other', 'restore', 'opaque', 'cut'] as const
export type CommandKind = (typeof COMMAND_KINDS)[number]

/** Whether the rules for cutting an engine apply. */
export function isCutting(kind: CommandKind): boolean {
  return kind === 'cut' || kind === 'opaque'
}

/** What is to be sent through whichever door, as far as safety needs to know it. */
export type Order =
  | { door: 'template'; templateId: number; template: string; params: readonly string[] }
  | { door: 'text' | 'scooter'; text: string }
  | { door: 'raw'; hex: string }
  | { door: 'hub'; proNo: number; content: string }

/** The exact text of an order with its kind, or why it can never be sent. */
export type ReadOrder =
  | { ok: true; kind: CommandKind; text: string }
  | { ok: false; problem: 'ambiguous' | 'missing_param' | 'unused_params' | 'not_hex' | 'empty' }

/** Reads an order. The kind is the worst of all the ways in which it can be understood. */
export function readOrder(order: Order): ReadOrder {
  if (order.door === 'template') return readTemplate(order)
  if (order.door === 'raw') return readRaw(order.hex)
  if (order.door === 'hub')
    return { ok: true, kind: kindOfHub(order.proNo, order.content), text: order.content }
  if (order.text.trim() === '') return { ok: false, problem: 'empty' }
  // Rendered once more as nothing but text, so that braces no renderer reads alike are refused here too.
  const rendered = renderInstruction('{0}', [order.text])
  if (!rendered.ok) return { ok: false, problem: 'ambiguous' }
  return { ok: true, kind: kindOfText(order.text), text: order.text }
}

const MAX_TEXT = 2000

/** The kind of a text as a device would get it. */
export function kindOfText(text: string): CommandKind {
  if (text.length > MAX_TEXT) return 'opaque'
  const commands = commandsOf(text)
  // What is exactly a known order about the relay is judged by itself; the word must not stand anywhere else.
  const kinds = commands.map(exactKind)
  const rest = commands.filter((_, index) => kinds[index] === null).join('#')
  if (isDangerous(rest) || unwrapped(text).some(isDangerous)) return 'cut'
  if (commands.length === 0) return 'opaque'
  return worst(commands.map((command, index) => kinds[index] ?? kindOfUnknown(command)))
}

function readTemplate({ templateId, template, params }: Extract<Order, { door: 'template' }>): ReadOrder {
  const rendered = renderInstruction(template, params)
  if (!rendered.ok) return { ok: false, problem: rendered.problem }
  const places = placeholdersOf(template)
  // Another renderer might use what ours does not, and some read apostrophes as quotes.
  if (params.length > (places.at(-1) ?? -1) + 1) return { ok: false, problem: 'unused_params' }
  if (places.length > 0 && template.includes("'")) return { ok: false, problem: 'ambiguous' }
  if (rendered.text.trim() === '') return { ok: false, problem: 'empty' }
  const kind = kindOfText(rendered.text)
  // The vendor may go by the number and not by the text that stands beside it.
  const isByNumber = CUTTING_TEMPLATE_IDS.has(templateId) && (templateId === 113 || kind !== 'restore')
  return { ok: true, kind: isByNumber ? 'cut' : kind, text: rendered.text }
}

function readRaw(hex: string): ReadOrder {
  const bytes = bytesOfHex(hex)
  if (bytes === null) return { ok: false, problem: 'not_hex' }
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  const plain = new TextDecoder('latin1').decode(bytes)
  // Bytes that are nothing but a text are that text; a frame that merely holds one can do anything.
  if (isPlain(plain)) return { ok: true, kind: kindOfText(plain), text: digits }
  const isCut = textsInBytes(bytes).some((text) => isDangerous(text) || unwrapped(text).some(isDangerous))
  return { ok: true, kind: isCut ? 'cut' : 'opaque', text: digits }
}

function kindOfHub(proNo: number, content: string): CommandKind {
  if (proNo === TEXT_PROTOCOL) return kindOfText(content)
  // What is spoken aloud or named in a path of a file obeys nobody.
  if (HARMLESS_HUB_KINDS.has(proNo)) return 'other'
  if (isDangerous(content) || unwrapped(content).some(isDangerous)) return 'cut'
  return proNo === SET_PARAMETERS && setsHarmlessOnly(content) ? 'other' : 'opaque'
}

/** The hub's numbers for a text command, and for setting parameters. */
const TEXT_PROTOCOL = 128
const SET_PARAMETERS = 33027

function setsHarmlessOnly(content: string): boolean {
  try {
    const members: unknown = JSON.parse(content)
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return false
    const ids = Object.keys(members)
    return ids.length > 0 && ids.every((id) => /^\d{1,3}$/.test(id) && isHarmlessParameter(Number(id)))
  } catch {
    return false
  }
}

/** The kind of a command that is, to the letter, one whose effect on the relay is known; null for all others. */
function exactKind(command: string): CommandKind | null {
  if (RESTORING.some((pattern) => pattern.test(command))) return 'restore'
  return ASKING_FOR_THE_RELAY.test(command) ? 'other' : null
}

function kindOfUnknown(command: string): CommandKind {
  const [verb = ''] = command.split(',')
  if (!HARMLESS_VERBS.has(verb.toUpperCase()) || !isPlain(verb)) return 'opaque'
  // Invisible letters have no business in a command, whatever its first word.
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(command) ? 'opaque' : 'other'
}

/** Whether a text holds the words of a cut, however they are written or taken apart. */
function isDangerous(text: string): boolean {
  const run = squeezed(text)
  if (DANGEROUS_STEMS.some((stem) => run.includes(stem)) || DANGEROUS_PHRASES.test(folded(text))) return true
  // Also one word of a command, and a whole command whose letters stand apart: `L O C K #`.
  const parts = commandsOf(text).flatMap((command) => [command, ...command.split(/[,，]/u)])
  const words = [...wordsOf(text), run, ...parts.map(squeezed)]
  return words.some((word) => DANGEROUS_TOKENS.has(word))
}

function worst(kinds: readonly CommandKind[]): CommandKind {
  return COMMAND_KINDS[Math.max(...kinds.map((kind) => COMMAND_KINDS.indexOf(kind)))] ?? 'opaque'
}
