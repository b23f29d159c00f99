'use client'

import { Bell } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import { MenuOpener } from '@/components/ui/menu-opener'
import { useUnreadCount } from '@/lib/client/alarm-place'
import { untilLoaded } from '@/lib/client/until-loaded'

const loadPanel = () => import('./alarm-panel-late')
const AlarmPanel = lazy(() => untilLoaded(loadPanel).then((module) => ({ default: module.LateAlarmPanel })))

/** How many alarms came since somebody last looked, and the way to the list. */
export function AlarmBell() {
  const t = useTranslations('alarms')
  const count = useUnreadCount()
  const shown = count > MOST_SHOWN ? t('manyUnread', { count: MOST_SHOWN }) : String(count)
  // Its name holds the number as it is seen, for those who speak to their browser.
  const label = t('bell', { count, shown })
  const bell = (
    <>
      <Bell aria-hidden className="size-4.5" strokeWidth={1.75} />
      {count > 0 ? (
        <span key={shown} aria-hidden className={COUNT}>
          {shown}
        </span>
      ) : null}
    </>
  )
  return (
    <MenuOpener
      trigger={bell}
      triggerClassName={BUTTON}
      triggerLabel={label}
      popup="dialog"
      preload={loadPanel}
    >
      <AlarmPanel trigger={bell} triggerClassName={BUTTON} triggerLabel={label} />
    </MenuOpener>
  )
}

const MOST_SHOWN = 99

const BUTTON =
  'relative flex size-8 items-center justify-center rounded-full text-muted hover:bg-sunken hover:text-ink ' +
  'max-md:size-touch ' +
  'max-md:group-data-floating/shell:bg-panel max-md:group-data-floating/shell:shadow-raised'
const COUNT =
  'absolute inset-e-0 top-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger px-1 text-[0.6875rem] ' +
  'leading-none font-semibold text-panel tabular-nums ring-2 ring-panel md:-inset-e-1 md:-top-0.5'
