'use client'

import { Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { useAlarmSound } from '@/lib/client/use-alarms'

/** Whether critical alarms make a sound. Turning it on plays it, so that one knows what to listen for. */
export function AlarmSoundSwitch() {
  const t = useTranslations('alarms.sound')
  const { state, setWanted } = useAlarmSound()
  const isOn = state !== 'off'
  const Icon = isOn ? Volume2 : VolumeX
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      className={SWITCH}
      onClick={() => setWanted(!isOn)}
    >
      <Icon aria-hidden className="size-4" />
      {t('label')}
      <span
        aria-hidden
        className={classNames(TRACK, isOn ? 'border-accent bg-accent' : 'border-line-strong')}
      >
        <span
          className={classNames(
            THUMB,
            isOn ? 'translate-x-3 bg-on-accent rtl:-translate-x-3' : 'bg-line-strong',
          )}
        />
      </span>
    </button>
  )
}

const SWITCH =
  'flex h-8 items-center gap-2 rounded px-1.5 text-xs text-muted hover:text-ink pointer-coarse:h-touch'
const TRACK = 'flex h-4.5 w-7.5 items-center rounded-full border p-0.5'
const THUMB = 'size-3 rounded-full transition-transform duration-150'
