// Short words for the style expressions that the basemap uses again and again.

import type { ExpressionSpecification } from 'maplibre-gl'

/** Faces by weight. The map library reads the weight off the first name and sets in the first family that exists. */
export const REGULAR = ['Inter Variable', 'system-ui']
export const MEDIUM = ['Medium', 'Inter Variable', 'system-ui']
export const SEMIBOLD = ['Semibold', 'Inter Variable', 'system-ui']

/** Grows from one width to another between two zooms, as roads do. */
export function growing(
  from: [zoom: number, px: number],
  to: [zoom: number, px: number],
): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...from, ...to]
}

export function between(
  from: [zoom: number, value: number],
  to: [zoom: number, value: number],
): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...from, ...to]
}

/** The name in the reader's language where the data has it. `language` is a BCP 47 tag. */
export function nameIn(language: string): ExpressionSpecification {
  const short = language.split('-')[0] ?? 'en'
  // Without a plug-in the map library cannot join and turn these scripts, and broken words are worse than foreign ones.
  if (/^(ar|fa|he|ur)$/.test(short)) return ['coalesce', ['get', 'name:latin'], ['get', 'name']]
  return ['coalesce', ['get', `name:${short}`], ['get', 'name:latin'], ['get', 'name']]
}

/** Whether a feature's `class` is one of these. */
export function isClass(...classes: string[]): ExpressionSpecification {
  return ['in', ['get', 'class'], ['literal', classes]]
}
