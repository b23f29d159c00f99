import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(path.join(import.meta.dirname, 'globals.css'), 'utf8')
const [lightBlock = '', darkBlock = ''] = css.slice(css.indexOf('--canvas:')).split('@variant dark')
const THEMES = { light: tokens(lightBlock), dark: tokens(darkBlock) }

const SURFACES = ['canvas', 'panel', 'raised', 'sunken', 'accent-soft']
const TEXTS = ['ink', 'muted', 'faint', 'accent', 'danger', 'warning']
const STATUSES = ['moving', 'idling', 'parked', 'offline', 'expired'].map((name) => `status-${name}`)

describe.each(Object.entries(THEMES))('%s theme', (_name, theme) => {
  // 4.5:1 is the AA minimum for text, WCAG 2.2 success criterion 1.4.3.
  test.each(SURFACES)('text and status colours read on %s at 4.5:1', (surface) => {
    const low = [...TEXTS, ...STATUSES].filter((text) => contrast(theme, text, surface) < 4.5)
    expect(low).toEqual([])
  })

  test('text on accent and on the soft signal colours reads at 4.5:1', () => {
    const pairs = [
      ['on-accent', 'accent'],
      ['on-accent', 'accent-hover'],
      ['danger', 'danger-soft'],
      ['ink', 'danger-soft'],
      ['warning', 'warning-soft'],
      ['ink', 'warning-soft'],
    ] as const
    expect(pairs.filter(([text, surface]) => contrast(theme, text, surface) < 4.5)).toEqual([])
  })

  // 3:1 is the minimum for what is not text, WCAG 2.2 success criterion 1.4.11.
  test('borders that must be seen and the focus ring stand out at 3:1', () => {
    const plain = SURFACES.filter((surface) => surface !== 'accent-soft')
    const low = plain.flatMap((surface) =>
      ['line-strong', 'focus'].filter((name) => contrast(theme, name, surface) < 3).map((n) => [n, surface]),
    )
    expect(low).toEqual([])
  })
})

test('the two themes name the same colours', () => {
  expect(Object.keys(THEMES.dark).sort()).toEqual(Object.keys(THEMES.light).sort())
})

function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]))
}

function contrast(theme: Record<string, string>, text: string, surface: string): number {
  const [a, b] = [theme[text], theme[surface]]
  if (!a || !b) throw new Error(`No colour ${a ? surface : text}`)
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
