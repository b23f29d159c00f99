'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ExplorerOutcome, ExplorerResult } from '@/lib/domain/api/explorer'

/** How a call ended in words, with status and time. */
export function OutcomeSummary({ result: { outcome, exchanges } }: { result: ExplorerResult }) {
  const t = useTranslations('explorer.outcome')
  const formats = useFormats()
  const last = exchanges.at(-1)
  const [Icon, color] = LOOKS[outcome.kind]
  return (
    <div role="status" className="rounded-lg border border-line bg-panel px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon aria-hidden className={`size-4.5 shrink-0 ${color}`} />
        <p className="grow text-base font-semibold">{titleOf(t, outcome)}</p>
        {last ? (
          <p className="text-sm text-muted tabular-nums">
            {last.status === null ? t('noStatus') : t('status', { status: last.status })} ·{' '}
            {t('duration', { ms: formats.number(last.durationMs) })}
          </p>
        ) : null}
      </div>
      <Explanation outcome={outcome} />
      {exchanges.length > 1 ? (
        <p className="mt-1.5 text-sm text-muted">{t('tries', { count: exchanges.length })}</p>
      ) : null}
    </div>
  )
}

function Explanation({ outcome }: { outcome: ExplorerOutcome }) {
  const t = useTranslations('explorer.outcome')
  const formats = useFormats()
  switch (outcome.kind) {
    case 'answered':
      return null
    case 'refused':
      return <Refusal outcome={outcome} />
    case 'unreadable':
      return (
        <Line>
          <span lang="en">{outcome.reason}</span>
        </Line>
      )
    case 'no_answer':
      return <Line>{t(`noAnswer.${outcome.reason}`)}</Line>
    case 'held_back':
      return (
        <Line>
          {t(`heldBack.${outcome.reason}`)}
          {outcome.untilAt === null
            ? ''
            : ` ${t('until', { time: formats.dateTime(Date.parse(outcome.untilAt)) })}`}
        </Line>
      )
  }
}

function Refusal({ outcome }: { outcome: ExplorerOutcome & { kind: 'refused' } }) {
  const t = useTranslations('explorer.outcome')
  const { meaning, vendorMessage, device, offendingImeis, retry } = outcome
  return (
    <>
      <Line>{meaning === null ? t('unknownCode') : <span lang="en">{meaning}</span>}</Line>
      {vendorMessage === '' ? null : <Line>{t('vendorSays', { message: vendorMessage })}</Line>}
      {device ? (
        <Line>
          {t('deviceSays', { code: device.code, meaning: device.meaning ?? '', message: device.message })}
        </Line>
      ) : null}
      {offendingImeis.length > 0 ? <Line>{t('because', { imeis: offendingImeis.join(', ') })}</Line> : null}
      <Line>{t(`retry.${retry}`)}</Line>
    </>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <p className="mt-1.5 text-sm wrap-anywhere text-muted first-of-type:text-ink">{children}</p>
}

function titleOf(
  t: ReturnType<typeof useTranslations<'explorer.outcome'>>,
  outcome: ExplorerOutcome,
): string {
  return outcome.kind === 'refused' ? t('refused', { code: String(outcome.code) }) : t(outcome.kind)
}

const LOOKS = {
  answered: [CircleCheck, 'text-success'],
  refused: [CircleAlert, 'text-danger'],
  unreadable: [TriangleAlert, 'text-warning'],
  no_answer: [CircleAlert, 'text-danger'],
  held_back: [TriangleAlert, 'text-warning'],
} as const
