'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { RunState } from '@/lib/client/reports/report-run'
import { nameOf } from '@/lib/client/reports/report-words'
import type { ReportRunView } from '../_hooks/use-report-run'

/** How far the report is, or why it is not whole; what has come is shown meanwhile. */
export function RunNotice({ run }: { run: ReportRunView }) {
  const t = useTranslations('reports.run')
  const { state, isStale } = run
  const again = (
    <Button size="sm" onClick={run.again}>
      {t('again')}
    </Button>
  )
  if (state.phase === 'running') return <Progress state={state} onCancel={run.cancel} />
  if (state.phase === 'cancelled')
    return (
      <Banner tone="warning" title={t('cancelledTitle')} actions={again}>
        {t('cancelledBody')}
      </Banner>
    )
  if (state.phase === 'refused')
    return (
      <Banner tone="danger" title={t('refusedTitle')} actions={again}>
        {state.message}
      </Banner>
    )
  if (state.phase === 'broken')
    return (
      <Banner
        tone="danger"
        title={state.start === null ? t('failedTitle') : t('brokenTitle')}
        actions={again}
      >
        {brokenWords(state)}
      </Banner>
    )
  if (isStale && state.phase === 'done')
    return (
      <Banner tone="warning" title={t('staleTitle')}>
        {t('staleBody')}
      </Banner>
    )
  return null

  function brokenWords({ start, message }: RunState): string {
    if (message !== null) return t('brokenWhy', { message })
    return start === null ? t('failedBody') : t('brokenBody')
  }
}

function Progress({ state, onCancel }: { state: RunState; onCancel: () => void }) {
  const t = useTranslations('reports.run')
  const formats = useFormats()
  const { progress, start, table } = state
  const total = progress?.total ?? start?.vehicleCount ?? 0
  const done = progress?.done ?? 0
  const count = table.rows.length
  const at = progress?.vehicleId == null ? undefined : table.indexOfId.get(progress.vehicleId)
  const name = at === undefined ? t('anyVehicle') : nameOf(table.vehicles[at])
  return (
    <div className="flex items-center gap-3 bg-sunken px-4 py-2 text-sm">
      <div className="min-w-0 grow">
        <p className="mb-1 flex flex-wrap justify-between gap-x-4">
          <span className="min-w-0 truncate">
            {progress === null
              ? t('starting')
              : t(progress.step, { name, done: formats.number(done), total: formats.number(total) })}
          </span>
          <span className="text-muted tabular-nums">
            {t('soFar', { count, shown: formats.number(count) })}
          </span>
        </p>
        <progress
          aria-label={t('progress')}
          max={Math.max(1, total)}
          value={total === 0 ? undefined : done}
          className={BAR}
        />
      </div>
      <Button size="sm" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

const BAR =
  'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent ' +
  '[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'
