'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'

/** The way between the pages of the settings. Where they don't fit side by side, the bar scrolls. */
export function SettingsBar({ isOwner, isViewer }: { isOwner: boolean; isViewer: boolean }) {
  const t = useTranslations('settings.tabs')
  const path = usePathname()
  const barRef = useShownTab(path)
  const pages = PAGES.filter((page) => (isOwner || !page.owners) && !(isViewer && 'viewers' in page))
  return (
    <nav ref={barRef} aria-label={t('label')} className={BAR}>
      {pages.map(({ href, word }) => (
        <Link
          key={href}
          href={href}
          aria-current={path.startsWith(href) ? 'page' : undefined}
          className={TAB}
        >
          {t(word)}
        </Link>
      ))}
    </nav>
  )
}

/** Scrolls the tab of the open page into sight. */
function useShownTab(path: string) {
  const barRef = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path decides which tab is the open page's.
  useEffect(() => {
    barRef.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [path])
  return barRef
}

const PAGES = [
  { href: '/settings/preferences', word: 'preferences', owners: false },
  { href: '/settings/notifications', word: 'notifications', owners: false },
  { href: '/settings/alarm-rules', word: 'alarmRules', owners: false, viewers: false },
  { href: '/settings/connection', word: 'connection', owners: true },
  { href: '/settings/explorer', word: 'explorer', owners: true },
  { href: '/settings/rejects', word: 'rejects', owners: true },
  { href: '/settings/commands', word: 'commands', owners: true },
  { href: '/settings/retention', word: 'retention', owners: true },
  { href: '/settings/trips', word: 'trips', owners: true },
  { href: '/settings/gaps', word: 'gaps', owners: true },
] as const

const BAR =
  'flex h-11 shrink-0 items-stretch gap-1 overflow-x-auto border-b border-line bg-panel px-2 [scrollbar-width:none] ' +
  'max-md:h-12 md:px-4'

const TAB =
  'relative flex shrink-0 items-center rounded-sm px-2.5 text-sm font-medium whitespace-nowrap text-muted outline-offset-[-2px] ' +
  'hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 ' +
  'aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-accent'
