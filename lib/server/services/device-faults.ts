// Which trouble codes of a vehicle stand and which were cleared, from its reports. What a code means is in lib/domain/fault-codes.ts.

import type { Fault } from '@/lib/domain/api/telemetry'
import type { FaultsPush } from '@/lib/jimi/push/items'

type Spell = { code: string; firstAt: Date; lastAt: Date; clearedAt: Date | null }

/**
 * The last spell of each code, from reports in ascending time. Each report tells all codes that stand at its moment, so
 * a code that the next one leaves out was cleared. Standing ones first, then the latest cleared.
 */
export function faultsOf(reports: readonly Pick<FaultsPush, 'at' | 'codes'>[]): Fault[] {
  const spells = new Map<string, Spell>()
  for (const { at, codes } of reports) {
    for (const spell of spells.values()) {
      if (spell.clearedAt === null && !codes.includes(spell.code)) spell.clearedAt = at
    }
    for (const code of codes) {
      const known = spells.get(code)
      const firstAt = known?.clearedAt === null ? known.firstAt : at
      spells.set(code, { code, firstAt, lastAt: at, clearedAt: null })
    }
  }
  return [...spells.values()].toSorted(byRank).map((spell) => ({
    code: spell.code,
    firstAt: spell.firstAt.toISOString(),
    lastAt: spell.lastAt.toISOString(),
    clearedAt: spell.clearedAt?.toISOString() ?? null,
  }))
}

/** Whether a fault belongs on a page that begins at `fromAt`: it stands, or was still told or cleared since. */
export function isShownFrom({ clearedAt }: Fault, fromAt: Date): boolean {
  return clearedAt === null || Date.parse(clearedAt) >= fromAt.getTime()
}

function byRank(a: Spell, b: Spell): number {
  const isStanding = Number(b.clearedAt === null) - Number(a.clearedAt === null)
  return isStanding || b.lastAt.getTime() - a.lastAt.getTime() || a.code.localeCompare(b.code)
}
