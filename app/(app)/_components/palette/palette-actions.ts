import type { Route } from 'next'
import type { Right } from '@/lib/domain/rights'

/** Something to do: where it is begun, and the right it needs, if any. */
export type PaletteAction = { id: string; word: string; path: Route; right?: Right }

/** In the order of the palette; words stand under `palette.actions`. */
const ACTIONS = [
  { id: 'report', word: 'report', path: '/reports' },
  { id: 'fence', word: 'fence', path: '/fences?fence=new', right: 'manage_fences' },
  { id: 'command', word: 'command', path: '/commands', right: 'send_commands' },
  { id: 'share', word: 'share', path: '/sharing', right: 'share' },
  { id: 'import', word: 'import', path: '/devices/import', right: 'manage_devices' },
  { id: 'invite', word: 'invite', path: '/settings/people', right: 'manage_people' },
] as const satisfies readonly PaletteAction[]

/** What somebody with these rights can begin. */
export function paletteActionsFor(rights: readonly Right[]) {
  return ACTIONS.filter((action) => !('right' in action) || rights.includes(action.right))
}
