// Which theme the reader chose. It owns the cookie and the attribute on <html>; the colours are in globals.css.

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Read by the server, so that the first paint already has the right colours. */
export const THEME_COOKIE = 'milepost-theme'
const YEAR_S = 31_536_000

/** The theme the page shows now. */
export function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Shows a theme at once and remembers it for a year. */
export function writeTheme(theme: Theme): void {
  const maxAgeS = theme === 'system' ? 0 : YEAR_S
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${maxAgeS}; samesite=lax${secure}`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
