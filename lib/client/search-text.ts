// How typed text and vehicle names are made comparable: case, accents and letter variants do not matter.
// It owns the folding only; which fields are searched is decided by the fleet index.

/** Letters that Unicode does not decompose but people type without their stroke. */
const FOLDED_LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is the fast path.
const PLAIN = /^[\u0000-\u007f]*$/

/** Lower case without accents or compatibility forms: "Łódź Ärger Ｎ" becomes "lodz arger n". */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łøđðħıßæœþ]/g, (letter) => FOLDED_LETTERS[letter] ?? letter)
    .normalize('NFC')
}

/** The words of a query, each of which must occur. Empty when nothing was typed. */
export function searchTerms(query: string): string[] {
  return foldText(query)
    .split(/\s+/)
    .filter((term) => term !== '')
}

/** A key that sorts as people count: "Bus 9" before "Bus 10". */
export function naturalSortKey(text: string): string {
  return foldText(text.trim()).replace(/\d+/g, (digits) => digits.padStart(12, '0'))
}
