'use client'

import { useTranslations } from 'next-intl'
import type { useVideoAddress } from '../_hooks/use-video-address'
import { VIDEO_TABS } from '../_hooks/video-address'

/** The way between live pictures and what is stored. */
export function TabBar({ addressed }: { addressed: ReturnType<typeof useVideoAddress> }) {
  const t = useTranslations('video.tabs')
  const { address, linkTo } = addressed
  return (
    <nav aria-label={t('label')} className={BAR}>
      {VIDEO_TABS.map((tab) => (
        <a
          key={tab}
          {...linkTo({ tab, file: null })}
          aria-current={tab === address.tab ? 'page' : undefined}
          className={TAB}
        >
          {t(tab)}
        </a>
      ))}
    </nav>
  )
}

const BAR =
  'flex h-11 shrink-0 items-stretch gap-1 overflow-x-auto border-b border-line bg-panel px-2 [scrollbar-width:none] ' +
  'max-md:h-12 md:px-4'

const TAB =
  'relative flex shrink-0 items-center rounded-sm px-2.5 text-sm font-medium whitespace-nowrap text-muted outline-offset-[-2px] ' +
  'hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 ' +
  'aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-accent'
