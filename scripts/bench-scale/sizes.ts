// How much work the three points of a curve are.

export const FACTORS = [1, 4, 16] as const

/** Once, four and sixteen times a share of the usual number; always whole steps of it. */
export function amounts(usual: number, base: number, step = 1): number[] {
  const once = Math.max(1, Math.round((usual * base) / step)) * step
  return FACTORS.map((factor) => once * factor)
}
