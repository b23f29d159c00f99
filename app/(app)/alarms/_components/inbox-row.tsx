'use client'

import { Check, CheckCheck, Moon, User } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Plate } from '@/components/domain/plate'
import { SEVERITY_TEXT_CLASSES, SeverityIcon } from '@/components/domain/severity-icon'
import { classNames } from '@/components/ui/class-names'
import { AlarmName } from '@/lib/client/alarm-names'
import type { Formats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { InboxAlarm } from '@/lib/domain/api/alarm-inbox'

export const INBOX_ROW_PX = 60

export type InboxRowProps = {
  alarm: InboxAlarm
  position: number
  setSize: number
  offsetPx: number
  /** How long ago it began, in words. */
  age: string
  formats: Formats
  isOpen: boolean
  isActive: boolean
  isChecked: boolean
  /** Whether boxes to check show, or come with the pointer. */
  isChoosing: boolean
  mayHandle: boolean
}

/** One alarm of the list. Renders again only when what it shows changed. */
export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  const { alarm, isOpen, isActive, isChecked, age, formats } = props
  const t = useTranslations('alarms')
  const inbox = useTranslations('alarmInbox')
  const title = vehicleTitle({ name: alarm.deviceName, plate: alarm.plate, imei: alarm.imei })
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names its active row.
    <div
      id={inboxRowId(alarm.id)}
      role="option"
      aria-selected={isChecked}
      aria-current={isOpen ? 'true' : undefined}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      data-alarm={alarm.id}
      style={{ transform: `translateY(${props.offsetPx}px)` }}
      className={classNames(
        ROW,
        isOpen || isChecked ? 'bg-accent-soft' : 'hover:bg-sunken',
        isActive && ACTIVE,
      )}
    >
      <span data-check className={CHECK_AREA}>
        {props.mayHandle ? (
          <span
            aria-hidden
            className={classNames(
              BOX,
              isChecked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-panel',
              !props.isChoosing && !isChecked && 'hidden group-hover/row:flex',
            )}
          >
            {isChecked ? <Check className="size-3" strokeWidth={3} /> : null}
          </span>
        ) : null}
        <span
          className={classNames(
            'flex',
            props.mayHandle && (props.isChoosing || isChecked ? 'hidden' : 'group-hover/row:hidden'),
          )}
        >
          <SeverityIcon severity={alarm.severity} className="size-5" />
        </span>
      </span>
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          {alarm.isUnread ? (
            <span className="size-2 shrink-0 self-center rounded-full bg-accent">
              <span className="sr-only">{inbox('unread')}</span>
            </span>
          ) : null}
          <bdi
            className={classNames(
              'min-w-0 grow truncate text-base text-ink',
              alarm.isUnread ? 'font-semibold' : 'font-medium',
            )}
          >
            <AlarmName name={alarm.name} />
          </bdi>
          {/* Another age is another element: at the end of its line, a longer one would begin elsewhere. */}
          <span
            key={age}
            title={formats.exactTime(Date.parse(alarm.startedAt))}
            className="shrink-0 text-sm text-muted tabular-nums"
          >
            {age}
          </span>
        </span>
        <span className="flex h-5 min-w-0 items-center gap-2 text-sm text-muted">
          <span className={classNames('shrink-0 font-medium', SEVERITY_TEXT_CLASSES[alarm.severity])}>
            {t(`severity.${alarm.severity}`)}
          </span>
          <bdi className="min-w-0 truncate">{title}</bdi>
          {alarm.plate && alarm.plate.trim() !== title ? (
            <Plate text={alarm.plate} className="shrink-0" />
          ) : null}
          <span className="grow" />
          <Marks alarm={alarm} formats={formats} />
        </span>
      </span>
    </div>
  )
})

/** What people made of it; nothing for an alarm nobody has touched. */
function Marks({ alarm, formats }: { alarm: InboxAlarm; formats: Formats }) {
  const t = useTranslations('alarmInbox')
  const { state, snoozedUntil, assignee, endedAt, resolution } = alarm
  const hasWord = state !== 'open' && snoozedUntil === null
  return (
    <span className="flex min-w-0 shrink-0 items-center gap-2.5 text-xs text-muted">
      {assignee ? (
        <span className="flex max-w-28 min-w-0 items-center gap-1">
          <User aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">{t('assignedTo')}</span>
          <bdi className="truncate">{assignee.name || t('somebody')}</bdi>
        </span>
      ) : null}
      {snoozedUntil ? (
        <span className="flex shrink-0 items-center gap-1 tabular-nums">
          <Moon aria-hidden className="size-3.5" />
          {t('until', { time: formats.time(Date.parse(snoozedUntil)) })}
        </span>
      ) : null}
      {hasWord ? (
        <span className="flex max-w-32 items-center gap-1">
          <CheckCheck aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">
            {state === 'resolved' && resolution !== null ? t(`reasons.${resolution}`) : t(`states.${state}`)}
          </span>
        </span>
      ) : null}
      {endedAt && state === 'open' ? <span className="shrink-0">{t('over')}</span> : null}
    </span>
  )
}

export function inboxRowId(alarmId: string): string {
  return `alarm-${alarmId}`
}

const ROW =
  'group/row absolute inset-x-0 top-0 flex h-15 cursor-default items-center gap-1 border-b border-line pe-4 select-none'
const CHECK_AREA = 'flex h-full w-12 shrink-0 items-center justify-center'
const BOX = 'flex size-5 items-center justify-center rounded-sm border'
const ACTIVE = 'outline-2 -outline-offset-2 outline-transparent group-focus-visible/list:outline-focus'
