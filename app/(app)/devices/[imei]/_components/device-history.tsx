'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useDeviceGaps } from '@/lib/client/queries/gaps'
import { useReadings } from '@/lib/client/queries/telemetry'
import type { Fault, SignOn } from '@/lib/domain/api/telemetry'
import { faultWords } from '@/lib/domain/fault-codes'
import type { GapSpan } from '../_hooks/gap-points'
import { GapNotes } from './gap-notes'

const FAULT_KINDS = ['faults', 'signOns'] as const
const NO_GAPS: readonly GapSpan[] = []

/** What is wrong with the vehicle, and when its device came and went. */
export function DeviceHistory({ deviceId, spanMs }: { deviceId: string; spanMs: number }) {
  const t = useTranslations('devicePage')
  const { data: gaps = NO_GAPS } = useDeviceGaps(deviceId, spanMs)
  const { data, isError } = useReadings(deviceId, { kinds: FAULT_KINDS, spanMs })
  const note = isError && !data ? <Note text={t('listFailed')} /> : null
  const waiting = data || note ? note : <Skeleton className="m-4 h-20" />
  return (
    <div className="grid items-start gap-4 pb-4 lg:grid-cols-2">
      <Card title={t('faults.title')}>
        {data ? <Faults faults={data.faults} /> : waiting}
        <GapNotes gaps={gaps} about="faults" className={GAPS} />
      </Card>
      <Card title={t('signOns.title')}>
        {data ? <SignOns signOns={data.signOns} /> : waiting}
        <GapNotes gaps={gaps} about="signOns" className={GAPS} />
      </Card>
    </div>
  )
}

const GAPS = 'space-y-1 border-t border-line px-4 py-3'

function Note({ text }: { text: string }) {
  return <p className="border-t border-line px-4 py-4 text-sm text-muted">{text}</p>
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const t = useTranslations('devicePage.faults')
  if (faults.length === 0) return <Note text={t('none')} />
  return (
    <ul aria-label={t('title')} className="divide-y divide-line border-t border-line text-sm">
      {faults.map((fault) => (
        <FaultRow key={fault.code} fault={fault} />
      ))}
    </ul>
  )
}

function FaultRow({ fault: { code, firstAt, lastAt, clearedAt } }: { fault: Fault }) {
  const t = useTranslations('devicePage.faults')
  const formats = useFormats()
  const { name, family } = faultWords(code)
  const isStanding = clearedAt === null
  const Icon = isStanding ? TriangleAlert : CircleCheck
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isStanding ? 'text-danger' : 'text-success'}`} />
      <div className="min-w-0 grow">
        <p className="wrap-anywhere">
          <span className="font-semibold" translate="no">
            {code}
          </span>{' '}
          {name ?? family ?? t('unknown')}
        </p>
        <p className="text-muted">{name === null ? t('noName') : family}</p>
        <p className="text-muted tabular-nums">
          {t('seen', {
            first: formats.dateTime(Date.parse(firstAt)),
            last: formats.dateTime(Date.parse(lastAt)),
          })}
        </p>
      </div>
      <p className={`shrink-0 text-end font-medium ${isStanding ? 'text-danger' : 'text-success'}`}>
        {t(isStanding ? 'current' : 'cleared')}
        {clearedAt === null ? null : (
          <span className="block font-normal text-muted tabular-nums">
            {formats.dateTime(Date.parse(clearedAt))}
          </span>
        )}
      </p>
    </li>
  )
}

function SignOns({ signOns }: { signOns: readonly SignOn[] }) {
  const t = useTranslations('devicePage.signOns')
  const formats = useFormats()
  if (signOns.length === 0) return <Note text={t('none')} />
  return (
    <section
      aria-label={t('list')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="scrollbar-quiet max-h-80 overflow-y-auto border-t border-line -outline-offset-2"
    >
      <ul className="divide-y divide-line text-sm">
        {signOns.map(({ at, state, word, timezone }) => (
          <li key={`${at} ${word}`} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
            <time
              dateTime={at}
              title={formats.exactTime(Date.parse(at))}
              className="w-40 shrink-0 text-muted tabular-nums"
            >
              {formats.dateTime(Date.parse(at))}
            </time>
            <span className="grow font-medium">{state === 'unknown' ? word : t(state)}</span>
            <span className="text-muted tabular-nums">{timezone}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
