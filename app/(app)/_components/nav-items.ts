import {
  FileBarChart,
  History,
  type LucideIcon,
  Map as MapIcon,
  Pentagon,
  Settings,
  Siren,
  SquareTerminal,
  Video,
} from 'lucide-react'
import type { Route } from 'next'
import type { ShellPerson } from './shell-person'

export type NavItem = {
  href: Route
  /** Its message under `shell.nav`. */
  word: string
  icon: LucideIcon
  /** Who has such a page; left out, everybody has. */
  roles?: readonly ShellPerson['role'][]
  /** Addresses that belong to it begin so; left out, with `href`. */
  within?: string
  /** On phones its content fills the screen, and the shell's buttons float over it. */
  fillsPhone?: true
}

/** The main navigation, in its order. A page is listed from the day it works. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/map', word: 'map', icon: MapIcon, fillsPhone: true },
  { href: '/alarms', word: 'alarms', icon: Siren },
  { href: '/replay', word: 'replay', icon: History, fillsPhone: true },
  { href: '/reports', word: 'reports', icon: FileBarChart },
  { href: '/fences', word: 'fences', icon: Pentagon, fillsPhone: true },
  { href: '/commands', word: 'commands', icon: SquareTerminal },
  { href: '/video', word: 'video', icon: Video },
  { href: '/settings/preferences', word: 'settings', icon: Settings, within: '/settings' },
]

/** As many fit side by side on a phone, "More" among them. */
const PHONE_TABS = 5

/** What a role finds in the navigation. */
export function navItemsFor(role: ShellPerson['role'], items = NAV_ITEMS): readonly NavItem[] {
  return items.filter(({ roles }) => roles === undefined || roles.includes(role))
}

/** Whether an address belongs to an entry: it is the entry's page, or lies below it. */
export function isWithin({ href, within = href }: NavItem, path: string): boolean {
  return path === within || path.startsWith(`${within}/`)
}

/** The entries of the phone's bar, and those behind "More". One that would stand there alone stays in the bar. */
export function phoneTabs(items: readonly NavItem[]): { tabs: readonly NavItem[]; more: readonly NavItem[] } {
  if (items.length <= PHONE_TABS) return { tabs: items, more: [] }
  return { tabs: items.slice(0, PHONE_TABS - 1), more: items.slice(PHONE_TABS - 1) }
}
