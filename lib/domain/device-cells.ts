// Texts of devices in files that people open with a spreadsheet and give back: how they are guarded so that none becomes a
// formula, how they are read again, and which two are the same text.

import { isFormulaText } from './formula-text'

/** Apostrophes and what they stand before. */
const GUARDED = /^'+(?<rest>.*)$/s

/**
 * A text as our own files carry it: one that begins like a guarded formula gets an apostrophe, so that reading takes this one away
 * and not its own. Formulas themselves are guarded by the writer of the file, where its form needs it (reports/csv.ts).
 */
export function guardedCell(text: string): string {
  const plain = text.trim()
  if (plain === '') return ''
  return isGuardedFormula(plain) ? `'${plain}` : text
}

/** A cell as it was before it was guarded, without blanks around it. */
export function plainCell(text: string): string {
  const trimmed = text.trim()
  return isGuardedFormula(trimmed) ? trimmed.slice(1).trim() : trimmed
}

/** Whether what is stored is what a cell says, but for what no cell can carry: control signs, blanks around it, line ends. */
export function isSameCell(cell: string, stored: string | null): boolean {
  return carried(cell) === carried(stored ?? '')
}

function isGuardedFormula(text: string): boolean {
  const rest = GUARDED.exec(text)?.groups?.rest
  return rest !== undefined && isFormulaText(rest)
}

function carried(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '')
    .trim()
}
