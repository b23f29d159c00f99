'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { classNames } from '@/components/ui/class-names'
import { MenuOpener } from '@/components/ui/menu-opener'
import { Wordmark } from '@/components/ui/wordmark'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { Brand } from '@/lib/domain/api/branding'
import { AlarmBell } from './alarm-bell'
import { Avatar } from './avatar'
import { MainNav } from './main-nav'
import { isWithin, type NavItem } from './nav-items'
import { PaletteOpener } from './palette/palette-opener'
import type { ShellPerson } from './shell-person'

const loadMenu = () => import('./user-menu')
const UserMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.UserMenu })))

export type ShellHeaderProps = { person: ShellPerson; brand: Brand; navItems: readonly NavItem[] }

/** A quiet bar; over pages that fill the screen of a phone, only its buttons float. */
export function ShellHeader({ person, brand, navItems }: ShellHeaderProps) {
  const t = useTranslations('shell')
  const path = usePathname()
  const isFloating = navItems.some((item) => item.fillsPhone && isWithin(item, path))
  const avatar = (
    <>
      <Avatar name={person.name} />
      <span className="sr-only">{t('userMenu')}</span>
    </>
  )
  return (
    <header
      data-floating={isFloating || undefined}
      className={classNames(HEADER, isFloating ? FLOATING : STANDING)}
    >
      <div className={classNames(BRAND, isFloating && 'max-md:hidden')}>
        <Wordmark name={brand.name ?? t('brand')} logo={brand.pictures.logo} />
        {brand.name === person.tenantName ? null : (
          <>
            <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
            <bdi className="truncate text-sm text-muted">{person.tenantName}</bdi>
          </>
        )}
      </div>
      <MainNav items={navItems} />
      <div className="pointer-events-auto ms-auto flex items-center gap-2">
        <PaletteOpener person={person} navItems={navItems} />
        <AlarmBell />
        <MenuOpener trigger={avatar} triggerClassName={AVATAR_BUTTON} preload={loadMenu}>
          <UserMenu person={person} trigger={avatar} triggerClassName={AVATAR_BUTTON} />
        </MenuOpener>
      </div>
    </header>
  )
}

const HEADER =
  'group/shell z-panel flex shrink-0 items-center gap-3 md:h-12 md:gap-5 md:border-b md:border-line md:bg-panel md:ps-4 md:pe-3'
const FLOATING =
  'max-md:pointer-events-none max-md:absolute max-md:inset-x-0 max-md:top-[env(safe-area-inset-top)] max-md:p-2.5'
const STANDING =
  'max-md:border-b max-md:border-line max-md:bg-panel max-md:ps-4 max-md:pe-2 max-md:pt-[env(safe-area-inset-top)] ' +
  'max-md:pb-1'

// Where there is room, as much as most names take in any face: the pages beside them stay where they are when Inter comes.
const BRAND = 'flex min-w-0 items-center gap-3 min-[88rem]:min-w-60'

const AVATAR_BUTTON =
  'block size-8 rounded-full max-md:size-touch max-md:p-1.5 max-md:group-data-floating/shell:bg-panel ' +
  'max-md:group-data-floating/shell:p-0.5 max-md:group-data-floating/shell:shadow-raised'
