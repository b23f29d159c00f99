'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import {
  DEVICE_ITEM_STATES,
  type DeviceChange,
  type DeviceItemState,
  type DeviceItemView,
  type DeviceJobDetail,
  ITEMS_PER_PAGE,
} from '@/lib/domain/api/device-jobs'

export type JobItemsProps = {
  detail: DeviceJobDetail
  state: DeviceItemState | null
  skip: number
  onState: (state: DeviceItemState | null) => void
  onSkip: (skip: number) => void
}

/** What became of each device, all or those of one state, a page at a time. */
export function JobItems({ detail, state, skip, onState, onSkip }: JobItemsProps) {
  const t = useTranslations('deviceJobs')
  const { number } = useFormats()
  const { items, found, job } = detail
  const choices = DEVICE_ITEM_STATES.filter((each) => job.counts[each] > 0 || each === state)
  return (
    <section aria-label={t('job.items')} className="flex flex-col gap-2">
      <label className="flex items-center gap-2 text-sm">
        {t('job.filter')}
        <select
          value={state ?? ''}
          onChange={(event) =>
            onState(DEVICE_ITEM_STATES.find((each) => each === event.target.value) ?? null)
          }
          className="h-9 rounded border border-line-strong bg-panel px-2 text-base pointer-coarse:h-touch pointer-coarse:text-lg"
        >
          <option value="">{t('job.all')}</option>
          {choices.map((each) => (
            <option key={each} value={each}>
              {t(`itemStates.${each}`)} ({number(job.counts[each])})
            </option>
          ))}
        </select>
      </label>
      {items.some(({ step }) => step === 'expiry') ? (
        <p className="text-sm text-muted">{t('expiry.whose')}</p>
      ) : null}
      {items.length === 0 ? <p className="text-sm text-muted">{t('job.none')}</p> : null}
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel empty:hidden">
        {items.map((item) => (
          <Item key={item.seq} item={item} />
        ))}
      </ul>
      {found > ITEMS_PER_PAGE ? (
        <nav aria-label={t('job.items')} className="flex items-center justify-between gap-2 text-sm">
          <Button disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - ITEMS_PER_PAGE))}>
            {t('job.previous')}
          </Button>
          <span className="tabular-nums">
            {t('job.page', {
              from: number(skip + 1),
              to: number(skip + items.length),
              found: number(found),
            })}
          </span>
          <Button disabled={skip + items.length >= found} onClick={() => onSkip(skip + ITEMS_PER_PAGE)}>
            {t('job.next')}
          </Button>
        </nav>
      ) : null}
    </section>
  )
}

function Item({ item }: { item: DeviceItemView }) {
  const t = useTranslations('deviceJobs')
  const { dayTime } = useFormats()
  const { problem } = item
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 p-3 text-sm">
      <Link
        href={`/devices/${item.imei}`}
        className="inline-flex items-center font-medium wrap-anywhere text-accent pointer-coarse:min-h-touch"
      >
        {item.deviceName}
      </Link>
      <span className="text-muted tabular-nums">{item.imei}</span>
      <span className="ms-auto">{t(`itemStates.${item.state}`)}</span>
      <p className="w-full wrap-anywhere text-muted">
        {item.changes.map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </p>
      {problem === null ? null : (
        <p className="w-full wrap-anywhere">
          {t(`problems.${problem.word}`)}{' '}
          {problem.code === undefined
            ? null
            : t('problem.vendor', { code: String(problem.code), meaning: problem.meaning ?? '' })}{' '}
          {problem.vendorWords === undefined ? null : t('problem.words', { words: problem.vendorWords })}{' '}
          {problem.checkedAt === undefined
            ? null
            : t('problem.checked', { time: dayTime(Date.parse(problem.checkedAt)) })}
        </p>
      )}
    </li>
  )
}

function Change({ change: { field, from, to } }: { change: DeviceChange }) {
  const t = useTranslations('deviceJobs')
  const { utcDate } = useFormats()
  const shown = (value: string) => (field === 'expiry' ? utcDate(Date.parse(value)) : value)
  return (
    <span className="me-3">
      {t('job.change', {
        field: t(`fields.${field}`),
        from: from === null ? t('job.unchanged') : shown(from),
        to: shown(to),
      })}
    </span>
  )
}
