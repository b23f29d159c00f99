'use client'

import { CheckCheck, Keyboard, ListChecks, Monitor, MonitorOff, Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'
import { useAlarmSound, useDesktopNotices, useUnreadAlarms } from '@/lib/client/use-alarms'

export type InboxHeaderProps = {
  mayHandle: boolean
  isChoosing: boolean
  onChoosing: (isChoosing: boolean) => void
  onHelp: () => void
}

/** The name of the page, and what concerns all alarms. */
export function InboxHeader({ mayHandle, isChoosing, onChoosing, onHelp }: InboxHeaderProps) {
  const t = useTranslations('alarmInbox')
  const { unread, markAllRead } = useUnreadAlarms()
  const sound = useAlarmSound()
  const isLoud = sound.state !== 'off'
  return (
    <div className="flex items-center gap-0.5">
      <h1 className="min-w-0 grow truncate text-lg font-semibold">{t('title')}</h1>
      {/* Rights are known later than the page: ahead of the others, it moves none of them. */}
      {mayHandle ? (
        <IconButton
          icon={ListChecks}
          label={t(isChoosing ? 'stopChoosing' : 'choose')}
          aria-pressed={isChoosing}
          tooltip="bottom-end"
          onClick={() => onChoosing(!isChoosing)}
        />
      ) : null}
      <DesktopButton />
      <IconButton
        icon={isLoud ? Volume2 : VolumeX}
        label={t('sound')}
        aria-pressed={isLoud}
        tooltip="bottom-end"
        onClick={() => sound.setWanted(!isLoud)}
      />
      <IconButton
        icon={CheckCheck}
        label={t('readAll')}
        disabled={unread === 0}
        tooltip="bottom-end"
        onClick={markAllRead}
      />
      <IconButton
        icon={Keyboard}
        label={t('help')}
        shortcut="?"
        tooltip="bottom-end"
        onClick={onHelp}
        wrapperClassName="max-md:hidden"
      />
    </div>
  )
}

function DesktopButton() {
  const t = useTranslations('alarmInbox')
  const { state, setWanted } = useDesktopNotices()
  if (state === 'unsupported') return null
  const isOn = state === 'on'
  return (
    <IconButton
      icon={isOn ? Monitor : MonitorOff}
      label={t(state === 'denied' ? 'desktopDenied' : 'desktopNotices')}
      aria-pressed={isOn}
      disabled={state === 'denied'}
      tooltip="bottom-end"
      onClick={() => void setWanted(!isOn)}
    />
  )
}
