'use client'

import { CircleDashed, RadioTower, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { PushStatus } from '@/lib/domain/api/push'
import { Ago, useServerNow } from './ago'

/** Whether data comes in, in a line and what to do about it. */
export function PushSummary({ status, action }: { status: PushStatus; action: ReactNode }) {
  const t = useTranslations('push.state')
  const state = stateOf(status, useServerNow())
  const { icon: Icon, tone } = LOOKS[state]
  const age = () => (status.lastReceivedAt === null ? null : <Ago at={status.lastReceivedAt} />)
  return (
    <div className="flex flex-wrap items-start gap-3 px-4 pt-1 pb-4">
      <Icon aria-hidden className={classNames('mt-0.5 size-6 shrink-0', tone)} />
      <div className="min-w-0 grow basis-60">
        <p role="status" className="text-lg leading-6 font-semibold">
          {t(state)}
        </p>
        <p className="mt-1 max-w-2xl text-sm text-muted">{t.rich(`${state}Body`, { age })}</p>
      </div>
      {action}
    </div>
  )
}

type PushState = 'none' | 'silent' | 'fresh' | 'quiet'

/** Parked vehicles send a sign of life every few minutes; a quarter of an hour without any is worth a look. */
const QUIET_AFTER_MS = 15 * 60_000

function stateOf({ hooks, lastReceivedAt }: PushStatus, nowMs: number): PushState {
  if (hooks.length === 0) return 'none'
  if (lastReceivedAt === null) return 'silent'
  return nowMs - Date.parse(lastReceivedAt) > QUIET_AFTER_MS ? 'quiet' : 'fresh'
}

const LOOKS = {
  none: { icon: CircleDashed, tone: 'text-muted' },
  silent: { icon: CircleDashed, tone: 'text-muted' },
  fresh: { icon: RadioTower, tone: 'text-success' },
  quiet: { icon: TriangleAlert, tone: 'text-warning' },
} as const
