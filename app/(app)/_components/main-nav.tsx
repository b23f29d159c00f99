'use client'

import { Boxes, ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { classNames } from '@/components/ui/class-names'
import { MenuOpener } from '@/components/ui/menu-opener'
import { Tooltip } from '@/components/ui/tooltip'
import { untilLoaded } from '@/lib/client/until-loaded'
import { AlarmNavCount } from './alarm-nav-count'
import { isWithin, type NavItem } from './nav-items'
import { type LatePrefetch, useLatePrefetch } from './use-late-prefetch'

const loadMenu = () => import('./manage-menu')
const ManageMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.ManageMenu })))

const SETTINGS = '/settings'
const isInline = ({ isManaged, within }: NavItem) => !isManaged && within !== SETTINGS

/** The pages of the app in the header of wide screens: icons with words, and icons alone where room is short. */
export function MainNav({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations('shell.nav')
  const path = usePathname()
  const prefetch = useLatePrefetch()
  const managed = items.filter(({ isManaged }) => isManaged)
  const isManaging = managed.some((item) => isWithin(item, path))
  const trigger = classNames(LINK, isManaging && CURRENT)
  const manage = (
    <>
      <Boxes aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span className={WORD}>{t('manage')}</span>
      <ChevronDown aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
    </>
  )
  return (
    <nav aria-label={t('label')} className="max-md:hidden">
      <ul className="flex items-center gap-0.5">
        {items.filter(isInline).map((item) => (
          <li key={item.href}>
            <NavLink item={item} isCurrent={isWithin(item, path)} label={t(item.word)} prefetch={prefetch} />
          </li>
        ))}
        {managed.length > 0 ? (
          <li>
            <MenuOpener trigger={manage} triggerClassName={trigger} preload={loadMenu}>
              <ManageMenu items={managed} trigger={manage} triggerClassName={trigger} />
            </MenuOpener>
          </li>
        ) : null}
        {items
          .filter(({ within }) => within === SETTINGS)
          .map((item) => (
            <li key={item.href}>
              <NavLink
                item={item}
                isCurrent={isWithin(item, path)}
                label={t(item.word)}
                prefetch={prefetch}
              />
            </li>
          ))}
      </ul>
    </nav>
  )
}

type NavLinkProps = { item: NavItem; isCurrent: boolean; label: string; prefetch: LatePrefetch }

function NavLink({ item, isCurrent, label, prefetch }: NavLinkProps) {
  const Icon = item.icon
  return (
    <Tooltip text={label} className="min-[88rem]:[&>[aria-hidden]]:hidden">
      <Link
        href={item.href}
        prefetch={prefetch}
        aria-current={isCurrent ? 'page' : undefined}
        className={LINK}
      >
        <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <span className={WORD}>{label}</span>
        {item.word === 'alarms' ? <AlarmNavCount className={COUNT} /> : null}
      </Link>
    </Tooltip>
  )
}

const LINK =
  'relative flex h-8 items-center gap-1.5 rounded px-2 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent pointer-coarse:h-touch pointer-coarse:min-w-touch ' +
  'max-[88rem]:justify-center min-[88rem]:px-2.5'
const WORD = 'whitespace-nowrap max-[88rem]:sr-only'
const CURRENT = 'bg-accent-soft! text-accent!'
// Over the end of the word, so that a number that comes later moves nothing.
const COUNT =
  'absolute -end-1.5 -top-1 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger-soft px-1 text-[0.6875rem] ' +
  'leading-none font-semibold text-danger tabular-nums ring-2 ring-panel'
