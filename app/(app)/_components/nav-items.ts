import {
  Building2,
  Cpu,
  FileBarChart,
  History,
  LayoutDashboard,
  type LucideIcon,
  Map as MapIcon,
  Pentagon,
  Settings,
  Share2,
  Siren,
  SquareTerminal,
  Video,
} from 'lucide-react'
import type { Route } from 'next'
import { type Right, rightsOfRole } from '@/lib/domain/rights'
import type { ShellPerson } from './shell-person'

export type NavItem = {
  href: Route
  /** Its message under `shell.nav`. */
  word: string
  icon: LucideIcon
  /** Who has such a page; left out, everybody has. */
  roles?: readonly ShellPerson['role'][]
  /** Whoever has one of these rights has such a page; left out, everybody has. */
  rights?: readonly Right[]
  /** Addresses that belong to it begin so; left out, with `href`. */
  within?: string
  /** Stands behind "Manage" in the header: one goes there to set things up, not all day long. */
  isManaged?: true
  /** On phones its content fills the screen, and the shell's buttons float over it. */
  fillsPhone?: true
}

/** The main navigation, in its order. A page is listed from the day it works. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/map', word: 'map', icon: MapIcon, fillsPhone: true },
  { href: '/', word: 'overview', icon: LayoutDashboard },
  { href: '/alarms', word: 'alarms', icon: Siren },
  { href: '/replay', word: 'replay', icon: History, fillsPhone: true },
  { href: '/reports', word: 'reports', icon: FileBarChart },
  { href: '/fences', word: 'fences', icon: Pentagon, fillsPhone: true },
  { href: '/commands', word: 'commands', icon: SquareTerminal },
  { href: '/video', word: 'video', icon: Video },
  { href: '/devices', word: 'devices', icon: Cpu, isManaged: true },
  { href: '/accounts', word: 'accounts', icon: Building2, roles: ['owner', 'distributor'], isManaged: true },
  { href: '/sharing', word: 'sharing', icon: Share2, isManaged: true, rights: ['share', 'manage_people'] },
  { href: '/settings/preferences', word: 'settings', icon: Settings, within: '/settings' },
]

/** As many fit side by side on a phone, "More" among them. */
const PHONE_TABS = 5

/** What a person finds in the navigation, by role and single rights. */
export function navItemsFor(
  role: ShellPerson['role'],
  items = NAV_ITEMS,
  own: readonly Right[] = rightsOfRole(role),
): readonly NavItem[] {
  return items.filter(
    ({ roles, rights }) =>
      (roles === undefined || roles.includes(role)) &&
      (rights === undefined || rights.some((right) => own.includes(right))),
  )
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
