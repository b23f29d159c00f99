// Which languages are written from right to left, and what keeps its order within them.

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'fa', 'he', 'ur']

/** Writing direction for `dir` of a page. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/**
 * Figures in the order they are written, in a text of a language: in an Arabic line "41.1, -8.6" would read "8.6- ,41.1".
 * Source: UAX #9, isolates.
 */
export function asWritten(figures: string, locale: string): string {
  return directionOf(locale) === 'rtl' ? `\u2066${figures}\u2069` : figures
}
