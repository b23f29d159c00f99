'use client'

import { LogOut, Plug, SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { readTheme, THEMES, type Theme, writeTheme } from '@/lib/client/theme'
import { leaveBy } from '@/lib/client/unsaved-guard'
import type { ShellPerson } from './shell-person'
import { signOut } from './sign-out'

export type UserMenuProps = { person: ShellPerson; trigger: ReactNode; triggerClassName: string }

export function UserMenu({ person, trigger, triggerClassName }: UserMenuProps) {
  const t = useTranslations('shell')
  const [failed, setFailed] = useState(false)
  return (
    <>
      <Menu
        trigger={trigger}
        triggerClassName={triggerClassName}
        label={t('userMenu')}
        placement="bottom end"
        heading={<PersonHeading person={person} role={t(`roles.${person.role}`)} />}
      >
        <SettingsItems isOwner={person.role === 'owner'} />
        <MenuSeparator />
        <ThemeItems />
        <MenuSeparator />
        <MenuItem
          icon={<LogOut aria-hidden className="size-4" />}
          onAction={() => {
            setFailed(false)
            signOut().catch(() => setFailed(true))
          }}
        >
          {t('signOut')}
        </MenuItem>
      </Menu>
      {failed ? (
        <p role="alert" className={FAILURE}>
          {t('signOutFailed')}
        </p>
      ) : null}
    </>
  )
}

function SettingsItems({ isOwner }: { isOwner: boolean }) {
  const t = useTranslations('settings.menu')
  const router = useRouter()
  return (
    <>
      <MenuItem
        icon={<SlidersHorizontal aria-hidden className="size-4" />}
        onAction={() => leaveBy(() => router.push('/settings/preferences'))}
      >
        {t('preferences')}
      </MenuItem>
      {isOwner ? (
        <MenuItem
          icon={<Plug aria-hidden className="size-4" />}
          onAction={() => leaveBy(() => router.push('/settings/connection'))}
        >
          {t('connection')}
        </MenuItem>
      ) : null}
    </>
  )
}

function ThemeItems() {
  const t = useTranslations('shell')
  const [theme, setTheme] = useState<Theme>(readTheme)
  const words = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') }
  return (
    <MenuChoice
      title={t('theme')}
      value={theme}
      options={THEMES.map((value) => ({ value, label: words[value] }))}
      onChange={(value) => {
        setTheme(value)
        writeTheme(value)
      }}
    />
  )
}

const FAILURE =
  'fixed inset-e-3 top-15 z-toast max-w-80 rounded-lg bg-danger-soft px-3 py-2 text-sm text-ink shadow-overlay'

function PersonHeading({ person, role }: { person: ShellPerson; role: string }) {
  return (
    <div className="max-w-72 border-b border-line px-3 py-2.5 text-sm">
      <bdi className="block truncate font-medium text-ink">{person.name}</bdi>
      <bdi className="block truncate text-muted">{person.email}</bdi>
      <p className="mt-1 truncate text-xs text-faint">
        {role} · <bdi>{person.tenantName}</bdi>
      </p>
    </div>
  )
}
