// What becomes of a tenant's colour in each theme: as bright or dark as text in it has to be, with the text that reads on it.
// The surfaces are those of app/globals.css; a test holds them equal.

export const THEMES = ['light', 'dark'] as const
export type ThemeName = (typeof THEMES)[number]

/** The tokens that follow the colour. */
export type AccentTokens = {
  accent: string
  'accent-hover': string
  'accent-soft': string
  'on-accent': string
  focus: string
}

export type AccentOfTheme = AccentTokens & {
  /** Whether the colour had to be changed for text in it to be read. */
  isAdjusted: boolean
  /** How the colour as chosen stands out from the surface it fits worst, 1 to 21. */
  chosenContrast: number
}

type Surfaces = { canvas: string; panel: string; raised: string; sunken: string }

/** What stands behind text, of app/globals.css. */
export const SURFACES: Readonly<Record<ThemeName, Surfaces>> = {
  light: { canvas: '#f3f4f5', panel: '#ffffff', raised: '#ffffff', sunken: '#eff1f3' },
  dark: { canvas: '#0b0e11', panel: '#13171b', raised: '#1a1f25', sunken: '#20262d' },
}

/** What else a preview of a theme needs, of app/globals.css. */
export const PREVIEW_TOKENS: Readonly<Record<ThemeName, Readonly<Record<string, string>>>> = {
  light: { ink: '#14181d', muted: '#505862', line: '#e2e5e8', 'line-strong': '#818993' },
  dark: { ink: '#eceff2', muted: '#aeb6c0', line: '#272d35', 'line-strong': '#727c88' },
}

/** The AA minimum for text, WCAG 2.2 success criterion 1.4.3. */
export const MIN_CONTRAST = 4.5
/** How much of the colour the surface of chosen rows takes on. */
const SOFT_SHARE = { light: 0.1, dark: 0.2 }
const STEP = 0.02

/** Whether a text is a colour as we store them: "#rrggbb" in lower case. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text)
}

/** The tokens of a theme for a colour; the nearest shade of it in which text is read on every surface at 4.5:1. */
export function accentOf(colour: string, theme: ThemeName): AccentOfTheme {
  const towards = theme === 'light' ? '#000000' : '#ffffff'
  let accent = colour
  for (let share = 0; !isReadable(accent, theme) && share <= 1; share += STEP)
    accent = mix(colour, towards, share)
  return {
    accent,
    'accent-hover': hoverOf(accent, towards),
    'accent-soft': softOf(accent, theme),
    'on-accent': textOn(accent),
    focus: accent,
    isAdjusted: accent !== colour,
    chosenContrast: worstContrast(colour, theme),
  }
}

/** How two colours stand out from each other, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function isReadable(accent: string, theme: ThemeName): boolean {
  const onSoft = contrast(accent, softOf(accent, theme))
  return Math.min(worstContrast(accent, theme), onSoft) >= MIN_CONTRAST
}

function worstContrast(colour: string, theme: ThemeName): number {
  return Math.min(...Object.values(SURFACES[theme]).map((surface) => contrast(colour, surface)))
}

function softOf(accent: string, theme: ThemeName): string {
  return mix(SURFACES[theme].panel, accent, SOFT_SHARE[theme])
}

/** A little darker, or brighter, but never so that the text on it is lost. */
function hoverOf(accent: string, towards: string): string {
  const hover = mix(accent, towards, 0.16)
  return contrast(textOn(accent), hover) >= MIN_CONTRAST ? hover : accent
}

function textOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#0b1016') ? '#ffffff' : '#0b1016'
}

function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const value = channel(from, at) * (1 - share) + channel(to, at) * share
    return Math.round(value).toString(16).padStart(2, '0')
  })
  return `#${channels.join('')}`
}

function channel(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16)
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const linear = (at: number) => {
    const value = channel(colour, at) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
}
