import type { LucideIcon } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'

export type AlarmSwitchProps = {
  icon: LucideIcon
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A small switch with its word. */
export function AlarmSwitch({ icon: Icon, label, isOn, onChange }: AlarmSwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      className={SWITCH}
      onClick={() => onChange(!isOn)}
    >
      <Icon aria-hidden className="size-4" />
      {label}
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
