'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { OpenAtOnceContext } from '@/components/ui/menu-opener'
import { useAlarmFeed, useUnreadAlarms } from '@/lib/client/use-alarms'
import { AlarmDesktopSwitch } from './alarm-desktop-switch'
import { AlarmList } from './alarm-list'
import { AlarmSoundSwitch } from './alarm-sound-switch'

export type AlarmPanelProps = { trigger: ReactNode; triggerClassName: string; triggerLabel: string }

/** The bell with the list behind it. Looking at the list is what makes alarms read. */
export function AlarmPanel({ trigger, triggerClassName, triggerLabel }: AlarmPanelProps) {
  const t = useTranslations('alarms')
  const [isOpen, setOpen] = useState(useContext(OpenAtOnceContext))
  const { toasts, dismissAll } = useAlarmFeed()
  const { unread, markAllRead } = useUnreadAlarms()
  const markRead = useRef(markAllRead)
  useEffect(() => {
    markRead.current = markAllRead
  })
  const isNews = isOpen && unread > 0
  useEffect(() => {
    if (isNews) markRead.current()
  }, [isNews])
  useEffect(() => {
    // All of them stand in the list.
    if (isOpen && toasts.length > 0) dismissAll()
  }, [isOpen, toasts, dismissAll])
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button aria-label={triggerLabel} className={triggerClassName}>
        {trigger}
      </Button>
      <Popover placement="bottom end" offset={6} maxHeight={MAX_HEIGHT_PX} className={POPOVER}>
        <Dialog aria-label={t('title')} className="flex max-h-[inherit] flex-col outline-none">
          <header className="flex items-center justify-between gap-3 border-b border-line py-1.5 ps-4 pe-3">
            <h2 className="text-sm font-semibold text-ink">{t('title')}</h2>
            <AlarmSoundSwitch />
          </header>
          <AlarmList onOpened={() => setOpen(false)} />
          <footer className="flex items-center justify-between gap-3 border-t border-line py-1.5 ps-4 pe-3">
            <Link href="/alarms" className={ALL} onClick={() => setOpen(false)}>
              {t('openInbox')}
            </Link>
            <AlarmDesktopSwitch />
          </footer>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** Nine alarms and a half, which tells that there are more. */
const MAX_HEIGHT_PX = 760

const ALL =
  'inline-flex min-h-8 items-center text-sm font-medium text-accent hover:text-accent-hover pointer-coarse:min-h-touch'
const POPOVER =
  'z-overlay w-[min(24rem,calc(100vw-1.25rem))] overflow-hidden rounded-lg bg-raised shadow-overlay outline-none ' +
  'transition-opacity duration-100 entering:opacity-0 exiting:opacity-0'
