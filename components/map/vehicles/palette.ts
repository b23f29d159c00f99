// The colours of the vehicle layer, read from the page's design tokens so that the map and the list never disagree.

import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'

/** Red, green, blue from 0 to 1. */
export type Rgb = readonly [number, number, number]

export type Palette = {
  /** By index into VEHICLE_STATUSES. */
  statuses: readonly Rgb[]
  /** What lies under a mark: the page's panel colour. */
  paper: Rgb
  ink: Rgb
  accent: Rgb
  onAccent: Rgb
  warning: Rgb
}

/** Reads the tokens as they are now; call again when the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string, fallback: string) =>
    parseHex(style.getPropertyValue(`--${name}`)) ?? hex(fallback)
  return {
    statuses: VEHICLE_STATUSES.map((status) => token(`status-${status}`, '#646c76')),
    paper: token('panel', '#ffffff'),
    ink: token('ink', '#14181d'),
    accent: token('accent', '#1d4fd7'),
    onAccent: token('on-accent', '#ffffff'),
    warning: token('warning', '#8a5200'),
  }
}

export function cssColor([r, g, b]: Rgb, alpha = 1): string {
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)} / ${alpha})`
}

/** `#rgb` or `#rrggbb`; null for anything else. */
export function parseHex(text: string): Rgb | null {
  const digits = /^\s*#([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(text)?.[1]
  if (!digits) return null
  return hex(digits)
}

function hex(text: string): Rgb {
  const digits = text.replace('#', '')
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const value = Number.parseInt(full, 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}
