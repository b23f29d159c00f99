'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useMemo, useRef, useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Dialog } from '@/components/ui/dialog'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { REPORTS_QUERY_KEY, useReportChoices } from '@/lib/client/queries/reports'
import { findZone, isZoneMatch, listZones } from '@/lib/client/time-zones'
import { MAX_RECIPIENTS, type ReportSchedule } from '@/lib/domain/api/report-book'
import type { WEEK_STARTS } from '@/lib/domain/time'
import {
  fieldsOf,
  newFields,
  readFields,
  type ScheduleFields,
  type ScheduleProblem,
} from '../_hooks/schedule-draft'
import { saveScheduleAction } from '../actions'
import { CheckInput, TextArea } from './field'
import { RhythmFields } from './rhythm-fields'

export type ScheduleDialogProps = {
  definition: { id: string; name: string }
  /** The saved report has the vendor asked, for which no mail waits. */
  asksVendor?: boolean
  /** The schedule that is changed; left out, another one is made. */
  schedule?: ReportSchedule
  onClose: () => void
}

/** When a saved report is sent, as what, and to whom. */
export function ScheduleDialog({ definition, asksVendor = false, schedule, onClose }: ScheduleDialogProps) {
  const t = useTranslations('reports.schedules')
  const tFailures = useTranslations('reports.failures')
  const queries = useQueryClient()
  const choices = useReportChoices()
  const formRef = useRef<HTMLFormElement>(null)
  const [fields, setFields] = useFields(schedule)
  const [problem, setProblem] = useState<ScheduleProblem | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const change = (part: Partial<ScheduleFields>) => {
    setFields({ ...fields, ...part })
    setProblem(null)
    setFailure(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readFields(fields, { definitionId: definition.id, zone: findZone(fields.zone) })
    if ('problem' in read) {
      setProblem(read.problem)
      const name = read.problem.field === 'tooMany' ? 'addresses' : read.problem.field
      const field = formRef.current?.querySelector(`[data-field="${name}"] :is(input, textarea)`)
      return field instanceof HTMLElement ? field.focus() : undefined
    }
    startTransition(async () => {
      const answer = await saveScheduleAction(schedule?.id ?? null, read.draft).catch(() => null)
      if (!answer?.ok)
        return setFailure(answer ? (answer.message ?? tFailures(answer.why)) : t('problems.failed'))
      await queries.invalidateQueries({ queryKey: REPORTS_QUERY_KEY })
      onClose()
    })
  }
  const title = t(schedule ? 'dialogEdit' : 'dialogNew', { name: definition.name })
  return (
    <Dialog isHeld title={title} onClose={onClose} className="max-w-xl">
      {choices.data?.hasMail === false ? (
        <Banner tone="warning" title={t('noMail')} className="rounded" />
      ) : null}
      {asksVendor ? <Banner tone="warning" title={t('asksVendor')} className="rounded" /> : null}
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <RhythmFields fields={fields} onChange={change} isTimeWrong={problem?.field === 'time'} />
        <ZoneInput
          value={fields.zone}
          isWrong={problem?.field === 'zone'}
          onChange={(zone) => change({ zone })}
        />
        <Recipients fields={fields} schedule={schedule} onChange={change} problem={problem} />
        <CheckInput
          label={t('enabled')}
          checked={fields.enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
        <p role="status" className="text-sm text-danger empty:hidden">
          {failure}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy || asksVendor}>
            {t('do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function useFields(schedule: ReportSchedule | undefined) {
  const zone = useTimeZone()
  const { weekStart } = useFormatPreferences()
  const weekday = { mon: 1, sun: 0, sat: 6 }[weekStart satisfies (typeof WEEK_STARTS)[number]]
  return useState<ScheduleFields>(() =>
    schedule ? fieldsOf(schedule) : newFields({ zone, weekday, userIds: [] }),
  )
}

function ZoneInput({
  value,
  isWrong,
  onChange,
}: {
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}) {
  const t = useTranslations('reports.schedules')
  const inputRef = useRef<HTMLInputElement>(null)
  const options = useMemo(
    () => listZones(new Date()).map(({ id, offset }) => ({ id, label: id, detail: offset })),
    [],
  )
  return (
    <div data-field="zone">
      <Combobox
        inputRef={inputRef}
        label={t('zone')}
        openLabel={t('zones')}
        value={value}
        onChange={onChange}
        options={options}
        matches={isZoneMatch}
        hint={t('zoneHint')}
        problem={isWrong ? t('problems.zone', { zone: value.trim().slice(0, 60) }) : undefined}
      />
    </div>
  )
}

function Recipients({
  fields,
  schedule,
  onChange,
  problem,
}: {
  fields: ScheduleFields
  schedule: ReportSchedule | undefined
  onChange: (part: Partial<ScheduleFields>) => void
  problem: ScheduleProblem | null
}) {
  const t = useTranslations('reports.schedules')
  const choices = useReportChoices()
  const { userIds, addresses } = fields
  const people = choices.data?.people ?? []
  // Whoever was named by another, or may not sign in any more, is shown to be taken out.
  const others = (schedule?.recipients ?? []).flatMap((one, index) => {
    if (choices.data === undefined || one.to === 'mail' || people.some(({ id }) => id === one.userId))
      return []
    return [{ id: one.userId, name: schedule?.recipientNames[index] ?? '', email: '' }]
  })
  const toggle = (id: string) =>
    onChange({ userIds: userIds.includes(id) ? userIds.filter((other) => other !== id) : [...userIds, id] })
  const wrong =
    problem?.field === 'recipients'
      ? t('problems.noRecipients')
      : problem?.field === 'tooMany'
        ? t('problems.tooMany', { most: MAX_RECIPIENTS })
        : problem?.field === 'addresses'
          ? t('problems.address', { address: problem.address })
          : null
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t('recipients')}</legend>
      <div
        data-field="recipients"
        className="scrollbar-quiet max-h-40 overflow-y-auto rounded border border-line px-3 py-1"
      >
        {[...others, ...people].map(({ id, name, email }) => (
          <label
            key={id}
            className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-touch"
          >
            <input
              type="checkbox"
              checked={userIds.includes(id)}
              onChange={() => toggle(id)}
              className="size-4 shrink-0 accent-accent"
            />
            <bdi className="min-w-0 truncate">{name}</bdi>
            <bdi className="ms-auto truncate text-muted">{email}</bdi>
          </label>
        ))}
      </div>
      <div data-field="addresses">
        <TextArea
          label={t('addresses')}
          hint={t('addressesHint')}
          value={addresses}
          problem={wrong}
          autoCapitalize="none"
          inputMode="email"
          onChange={(event) => onChange({ addresses: event.target.value })}
        />
      </div>
    </fieldset>
  )
}
