'use client'

import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { MenuOpener } from '@/components/ui/menu-opener'
import { Wordmark } from '@/components/ui/wordmark'
import { Avatar } from './avatar'
import type { ShellPerson } from './shell-person'

const loadMenu = () => import('./user-menu')
const UserMenu = lazy(() => loadMenu().then((module) => ({ default: module.UserMenu })))

/** A quiet bar on wide screens; on phones only the account button floats over the page. */
export function ShellHeader({ person }: { person: ShellPerson }) {
  const t = useTranslations('shell')
  const avatar = (
    <>
      <Avatar name={person.name} />
      <span className="sr-only">{t('userMenu')}</span>
    </>
  )
  return (
    <header className={HEADER}>
      <div className="flex min-w-0 items-center gap-3 max-md:hidden">
        <Wordmark name={t('brand')} />
        <span aria-hidden className="h-4 w-px bg-line" />
        <bdi className="truncate text-sm text-muted">{person.tenantName}</bdi>
      </div>
      <div className="pointer-events-auto ms-auto">
        <MenuOpener trigger={avatar} triggerClassName={AVATAR_BUTTON} preload={loadMenu}>
          <UserMenu person={person} trigger={avatar} triggerClassName={AVATAR_BUTTON} />
        </MenuOpener>
      </div>
    </header>
  )
}

const HEADER =
  'z-panel flex shrink-0 items-center gap-3 max-md:pointer-events-none max-md:absolute max-md:inset-x-0 max-md:top-0 ' +
  'max-md:p-2.5 md:h-12 md:border-b md:border-line md:bg-panel md:ps-4 md:pe-3'

const AVATAR_BUTTON =
  'block size-8 rounded-full max-md:size-touch max-md:bg-panel max-md:p-0.5 max-md:shadow-raised'
