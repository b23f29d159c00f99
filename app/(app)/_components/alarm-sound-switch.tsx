'use client'

import { Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useAlarmSound } from '@/lib/client/use-alarms'
import { AlarmSwitch } from './alarm-switch'

/** Whether critical alarms make a sound. Turning it on plays it, so that one knows what to listen for. */
export function AlarmSoundSwitch() {
  const t = useTranslations('alarms.sound')
  const { state, setWanted } = useAlarmSound()
  const isOn = state !== 'off'
  return <AlarmSwitch icon={isOn ? Volume2 : VolumeX} label={t('label')} isOn={isOn} onChange={setWanted} />
}
