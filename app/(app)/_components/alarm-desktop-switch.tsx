'use client'

import { Monitor, MonitorOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDesktopNotices } from '@/lib/client/use-alarms'
import { AlarmSwitch } from './alarm-switch'

/** Whether alarms show on the desktop while the page is out of sight. Says so where the browser was told no. */
export function AlarmDesktopSwitch() {
  const t = useTranslations('alarms.desktop')
  const { state, setWanted } = useDesktopNotices()
  if (state === 'unsupported') return null
  if (state === 'denied') return <p className="text-xs text-muted">{t('denied')}</p>
  const isOn = state === 'on'
  return (
    <AlarmSwitch
      icon={isOn ? Monitor : MonitorOff}
      label={t('label')}
      isOn={isOn}
      onChange={(wanted) => void setWanted(wanted)}
    />
  )
}
