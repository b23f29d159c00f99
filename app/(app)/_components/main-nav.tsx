'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Tooltip } from '@/components/ui/tooltip'
import { AlarmNavCount } from './alarm-nav-count'
import { isWithin, type NavItem } from './nav-items'

/** The pages of the app in the header of wide screens: icons with words, and icons alone where room is short. */
export function MainNav({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations('shell.nav')
  const path = usePathname()
  return (
    <nav aria-label={t('label')} className="max-md:hidden">
      <ul className="flex items-center gap-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink item={item} isCurrent={isWithin(item, path)} label={t(item.word)} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NavLink({ item, isCurrent, label }: { item: NavItem; isCurrent: boolean; label: string }) {
  const Icon = item.icon
  return (
    <Tooltip text={label} className="xl:[&>[aria-hidden]]:hidden">
      <Link href={item.href} aria-current={isCurrent ? 'page' : undefined} className={LINK}>
        <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="max-xl:sr-only">{label}</span>
        {item.word === 'alarms' ? <AlarmNavCount className={COUNT} /> : null}
      </Link>
    </Tooltip>
  )
}

const LINK =
  'flex h-8 items-center gap-1.5 rounded px-2 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent pointer-coarse:h-touch pointer-coarse:min-w-touch ' +
  'max-xl:justify-center xl:px-2.5'
const COUNT =
  'flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-danger-soft px-1 text-xs font-semibold text-danger tabular-nums'
