'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { settingsPagesFor } from '@/lib/client/settings-pages'
import type { Right, RoleName } from '@/lib/domain/rights'

/** The way between the pages of the settings. Where they don't fit side by side, the bar scrolls. */
export function SettingsBar({ role, rights }: { role: RoleName; rights: readonly Right[] }) {
  const t = useTranslations('settings.tabs')
  const path = usePathname()
  const barRef = useShownTab(path)
  return (
    <nav ref={barRef} aria-label={t('label')} className={BAR}>
      {settingsPagesFor(role, rights).map(({ href, word }) => (
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

const BAR =
  'flex h-11 shrink-0 items-stretch gap-1 overflow-x-auto border-b border-line bg-panel px-2 [scrollbar-width:none] ' +
  'max-md:h-12 md:px-4'

const TAB =
  'relative flex shrink-0 items-center rounded-sm px-2.5 text-sm font-medium whitespace-nowrap text-muted outline-offset-[-2px] ' +
  'hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 ' +
  'aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-accent'
