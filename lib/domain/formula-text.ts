// Which texts a spreadsheet could run. Owns no form of file: what is done about such a text is the writers' business.

// What programs drop in front of a text when they read it, and the signs by which a formula begins, wide ones among them, which
// some narrow (OWASP, CSV injection).
const BEGINS_FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]/u
const BEGINS_CELL = /^[\t\r\n]/

/** Whether a spreadsheet could take a cell with this text for a formula, or for more than one cell. Numbers below 0 count too. */
export function isFormulaText(text: string): boolean {
  return BEGINS_FORMULA.test(text) || BEGINS_CELL.test(text)
}
