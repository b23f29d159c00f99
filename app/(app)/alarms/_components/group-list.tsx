'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Plate } from '@/components/domain/plate'
import { SEVERITY_TEXT_CLASSES, SeverityIcon } from '@/components/domain/severity-icon'
import { classNames } from '@/components/ui/class-names'
import { AlarmName } from '@/lib/client/alarm-names'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { AlarmGrouping } from '@/lib/domain/alarm-inbox-limits'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import type { AlarmGroup, AlarmGroups } from '@/lib/domain/api/alarm-inbox'

export type GroupListProps = {
  groups: AlarmGroups
  by: AlarmGrouping | null
  onOpen: (group: AlarmGroup) => void
}

/** Vehicles or kinds with how many alarms each has; opening one lists them. */
export function GroupList({ groups: { groups, total }, by, onOpen }: GroupListProps) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  return (
    <div className="scrollbar-quiet min-h-0 grow overflow-y-auto overscroll-contain">
      <ul aria-label={t('list')}>
        {groups.map((group) => (
          <li key={group.key} className="border-b border-line">
            <GroupRow group={group} isKind={by === 'kind'} onOpen={() => onOpen(group)} />
          </li>
        ))}
      </ul>
      {total > groups.length ? (
        <p className="px-4 py-3 text-sm text-muted">
          {t('groupsShown', { shown: formats.number(groups.length), total: formats.number(total) })}
        </p>
      ) : null}
    </div>
  )
}

type GroupRowProps = { group: AlarmGroup; isKind: boolean; onOpen: () => void }

function GroupRow({ group, isKind, onOpen }: GroupRowProps) {
  const t = useTranslations('alarmInbox')
  const tAlarms = useTranslations('alarms')
  const formats = useFormats()
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const { name, plate, count, unread, severities, newestAt } = group
  return (
    <button type="button" onClick={onOpen} className={ROW}>
      <span className="min-w-0 grow">
        <span className="flex items-center gap-2">
          <bdi
            className={classNames('min-w-0 truncate text-base', unread > 0 ? 'font-semibold' : 'font-medium')}
          >
            {isKind ? <AlarmName name={name} /> : name}
          </bdi>
          {plate && plate.trim() !== name ? <Plate text={plate} className="shrink-0" /> : null}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          {ALARM_SEVERITIES.filter((severity) => severities[severity] > 0).map((severity) => (
            <span
              key={severity}
              className={classNames('flex items-center gap-1 tabular-nums', SEVERITY_TEXT_CLASSES[severity])}
            >
              <SeverityIcon severity={severity} className="size-3.5" />
              {t('severityCount', {
                severity: tAlarms(`severity.${severity}`),
                count: formats.number(severities[severity]),
              })}
            </span>
          ))}
        </span>
      </span>
      <span className="shrink-0 text-end text-sm">
        <span className="block font-medium text-ink tabular-nums">{formats.count(count)}</span>
        <span className="block text-muted tabular-nums" title={formats.exactTime(Date.parse(newestAt))}>
          {formats.calmAge(nowMs - Date.parse(newestAt))}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-faint rtl:-scale-x-100" />
    </button>
  )
}

const ROW =
  'flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-start -outline-offset-2 hover:bg-sunken focus-visible:bg-sunken'
