import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { accentOf, contrast, MIN_CONTRAST, PREVIEW_TOKENS, SURFACES, THEMES } from './branding-colours'

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8')
const [lightBlock = '', darkBlock = ''] = css.slice(css.indexOf('--canvas:')).split('@variant dark')
const tokens = {
  light: Object.fromEntries(
    [...lightBlock.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]),
  ),
  dark: Object.fromEntries([...darkBlock.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]])),
}

test.each(THEMES)('the colours of the %s theme are those of the style sheet', (theme) => {
  expect(tokens[theme]).toMatchObject({ ...SURFACES[theme], ...PREVIEW_TOKENS[theme] })
})

describe.each(THEMES)('whatever colour is chosen, in the %s theme', (theme) => {
  // Corners and middles of the colour cube, and the ends of grey.
  const levels = ['00', '40', '80', 'c0', 'ff']
  const colours = levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => `#${r}${g}${b}`)))

  test('text in it reads on every surface, and text on it reads, at 4.5:1', () => {
    const low = colours.filter((colour) => {
      const made = accentOf(colour, theme)
      const surfaces = [...Object.values(SURFACES[theme]), made['accent-soft']]
      const pairs = surfaces.map((surface) => contrast(made.accent, surface))
      const onIt = [made.accent, made['accent-hover']].map((fill) => contrast(made['on-accent'], fill))
      return Math.min(...pairs, ...onIt) < MIN_CONTRAST
    })
    expect(low).toEqual([])
  })

  test('a colour that reads already stays as it is, and one that does not says so', () => {
    const accent = tokens[theme].accent ?? ''
    expect(accentOf(accent, theme)).toMatchObject({ accent, isAdjusted: false })
    const weak = theme === 'light' ? '#ffee00' : '#000080'
    expect(accentOf(weak, theme).isAdjusted).toBe(true)
    expect(accentOf(weak, theme).chosenContrast).toBeLessThan(MIN_CONTRAST)
  })
})

// WCAG 2.2 gives 21:1 for black on white.
test('black on white is 21 to 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})
