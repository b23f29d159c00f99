'use client'

import {
  Ban,
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  Clock,
  Hourglass,
  type LucideIcon,
  UserCheck,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Plate } from '@/components/domain/plate'
import { classNames } from '@/components/ui/class-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { Command } from '@/lib/domain/api/command'
import type { CommandState } from '@/lib/domain/command'
import type { CommandAddress } from '../_hooks/command-address'
import { KindWords } from './order-preview'
import { WaitingWords } from './waiting-words'

/** One command: to whom, what, by whom, when, and what came of it. */
export function CommandRow({
  command,
  onGo,
}: {
  command: Command
  onGo: (change: Partial<CommandAddress>) => void
}) {
  const t = useTranslations('commands.history')
  const formats = useFormats()
  const atMs = Date.parse(command.sentAt ?? command.requestedAt)
  const { batchId } = command
  return (
    <li className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3 text-sm">
      <div className="min-w-0 grow basis-72">
        <p className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium">{command.deviceName}</bdi>
          {command.plate?.trim() ? <Plate text={command.plate} /> : null}
        </p>
        <p dir="ltr" translate="no" className="mt-0.5 font-mono text-start wrap-anywhere">
          {command.text}
        </p>
        {command.kind === 'other' ? null : <KindWords kind={command.kind} className="mt-0.5" />}
        {command.reason === null ? null : <p className="text-muted wrap-anywhere">{command.reason}</p>}
      </div>
      <div className="min-w-0 basis-56 max-sm:basis-full">
        <StateWords command={command} />
        {command.state === 'waiting' ? <WaitingWords command={command} /> : null}
        <p className="mt-0.5 text-muted">
          <time
            dateTime={new Date(atMs).toISOString()}
            title={formats.exactTime(atMs)}
            className="tabular-nums"
          >
            {formats.dateTime(atMs)}
          </time>{' '}
          {t('by', { name: command.requestedByName ?? t('somebody') })}
        </p>
        {batchId === null ? null : (
          <button
            type="button"
            onClick={() => onGo({ deviceIds: [], filter: { batchId } })}
            className="text-accent hover:underline pointer-coarse:min-h-touch"
          >
            {t('showBatch')}
          </button>
        )}
      </div>
    </li>
  )
}

const LOOKS: Record<CommandState, readonly [LucideIcon, string]> = {
  awaiting_approval: [UserCheck, 'text-muted'],
  approved: [UserCheck, 'text-accent'],
  ready: [Clock, 'text-muted'],
  waiting: [Hourglass, 'text-warning'],
  sending: [CircleDashed, 'text-accent'],
  sent: [CircleDashed, 'text-accent'],
  queued: [Clock, 'text-warning'],
  unknown: [CircleHelp, 'text-warning'],
  answered: [Check, 'text-success'],
  failed: [CircleAlert, 'text-danger'],
  refused: [Ban, 'text-danger'],
  expired: [Clock, 'text-muted'],
  cancelled: [Ban, 'text-muted'],
}

/** The state by shape and word, with why, and the device's own words. */
function StateWords({ command: { state, outcome, answer, vendorCode } }: { command: Command }) {
  const t = useTranslations('commands')
  const [Icon, tone] = LOOKS[state]
  const why = wordsOf(t, outcome)
  return (
    <div role="status">
      <p className="flex items-center gap-1.5 font-medium">
        <Icon aria-hidden className={classNames('size-4 shrink-0', tone)} />
        {t(`states.${state}`)}
        {vendorCode === null ? null : (
          <span className="font-normal text-muted">({t('history.code', { code: vendorCode })})</span>
        )}
      </p>
      {answer ? (
        <p dir="auto" translate="no" className="mt-0.5 wrap-anywhere">
          {answer}
        </p>
      ) : null}
      {why === null || state === 'answered' ? null : <p className="mt-0.5 text-muted">{why}</p>}
    </div>
  )
}

/** Outcomes are words of the vendor's answer, of a refusal, or of a problem found before. */
function wordsOf(t: ReturnType<typeof useTranslations<'commands'>>, outcome: string | null): string | null {
  if (outcome === null) return null
  const key = [`outcomes.${outcome}`, `refusals.${outcome}`, `problems.${outcome}`].find((each) =>
    t.has(each),
  )
  return key === undefined ? null : t(key)
}
