'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Wordmark } from '@/components/ui/wordmark'
import { Avatar } from './avatar'
import type { ShellPerson } from './shell-person'

// The menu brings the whole overlay kit; the page is usable long before anyone opens it.
const UserMenu = dynamic(() => import('./user-menu').then((module) => module.UserMenu), {
  ssr: false,
  loading: () => <span className="block size-8 max-md:size-touch" />,
})

/** A quiet bar on wide screens; on phones only the account button floats over the page. */
export function ShellHeader({ person }: { person: ShellPerson }) {
  const t = useTranslations('shell')
  return (
    <header className={HEADER}>
      <div className="flex min-w-0 items-center gap-3 max-md:hidden">
        <Wordmark name={t('brand')} />
        <span aria-hidden className="h-4 w-px bg-line" />
        <bdi className="truncate text-sm text-muted">{person.tenantName}</bdi>
      </div>
      <div className="pointer-events-auto ms-auto">
        <UserMenu person={person} trigger={<Avatar name={person.name} />} />
      </div>
    </header>
  )
}

const HEADER =
  'z-panel flex shrink-0 items-center gap-3 max-md:pointer-events-none max-md:absolute max-md:inset-x-0 max-md:top-0 ' +
  'max-md:p-2.5 md:h-12 md:border-b md:border-line md:bg-panel md:ps-4 md:pe-3'
