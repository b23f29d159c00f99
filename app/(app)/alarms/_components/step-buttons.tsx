'use client'

import {
  AlarmClockOff,
  CheckCheck,
  type LucideIcon,
  Moon,
  RotateCcw,
  Sun,
  UserCheck,
  UserPlus,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { type AlarmStepKind, stepsFrom } from '@/lib/domain/alarm-inbox'
import type { InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import type { StepWish } from '../_hooks/use-wishes'

export type StepButtonsProps = {
  alarm: InboxAlarm
  me: string | undefined
  nowMs: number
  isBusy: boolean
  onWish: (wish: StepWish) => void
}

type Shown = { wish: StepWish; needs: AlarmStepKind; icon: LucideIcon; shortcut?: string }

const SHOWN: readonly Shown[] = [
  { wish: 'acknowledge', needs: 'acknowledge', icon: CheckCheck, shortcut: 'a' },
  { wish: 'takeOver', needs: 'assign', icon: UserCheck, shortcut: 'e' },
  { wish: 'resolve', needs: 'resolve', icon: AlarmClockOff, shortcut: 'r' },
  { wish: 'unsnooze', needs: 'unsnooze', icon: Sun },
  { wish: 'snooze', needs: 'snooze', icon: Moon, shortcut: 's' },
  { wish: 'assign', needs: 'assign', icon: UserPlus },
  { wish: 'reopen', needs: 'reopen', icon: RotateCcw },
]

/** What can be done from where the alarm stands; the first is what is done mostly. */
export function StepButtons({ alarm, me, nowMs, isBusy, onWish }: StepButtonsProps) {
  const t = useTranslations('alarmInbox.steps')
  const { state, assignee, snoozedUntil, resolution, note } = alarm
  const snoozedUntilMs = snoozedUntil === null ? null : Date.parse(snoozedUntil)
  const handling = { state, assigneeId: assignee?.id ?? null, snoozedUntilMs, resolution, note }
  const allowed = stepsFrom(handling, { role: 'dispatcher', nowMs })
  const isMine = me !== undefined && assignee?.id === me
  const shown = SHOWN.filter(
    ({ wish, needs }) =>
      allowed.includes(needs) &&
      !(wish === 'takeOver' && isMine) &&
      !(wish === 'snooze' && allowed.includes('unsnooze')),
  )
  return (
    <fieldset aria-label={t('label')} className="flex flex-wrap gap-2">
      {shown.map(({ wish, icon: Icon, shortcut }, place) => (
        <Button
          key={wish}
          variant={place === 0 ? 'primary' : 'secondary'}
          disabled={isBusy}
          aria-keyshortcuts={shortcut}
          onClick={() => onWish(wish)}
        >
          <Icon aria-hidden className="size-4" />
          {t(wish)}
          {shortcut ? (
            <kbd aria-hidden className="ms-0.5 font-sans text-xs opacity-60 pointer-coarse:hidden">
              {shortcut}
            </kbd>
          ) : null}
        </Button>
      ))}
    </fieldset>
  )
}
