'use client'

import { useTranslations } from 'next-intl'
import { UpstreamIcon } from '@/components/domain/upstream-icon'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { isUpstreamTrouble } from '@/lib/domain/upstream'
import { useServerNow } from './ago'

/** How the connection fares, in the words of the banner on the map; one that is switched off fares not at all. */
export function HealthSummary({ connection }: { connection: ConnectionStatus }) {
  return connection.enabled ? <Fares connection={connection} /> : <SwitchedOff />
}

function SwitchedOff() {
  const t = useTranslations('connection.outcomes.resting')
  return (
    <div className="flex gap-3 px-4 pt-1 pb-4">
      <UpstreamIcon kind="resting" className="mt-0.5 size-6" />
      <div className="min-w-0">
        <p role="status" className="text-lg leading-6 font-semibold">
          {t('title')}
        </p>
        <p className="mt-1 text-sm text-muted">{t('body')}</p>
      </div>
    </div>
  )
}

function Fares({ connection }: { connection: ConnectionStatus }) {
  const t = useTranslations('settings.connection')
  const tTrouble = useTranslations('shell.upstream')
  const { kind, since } = connection.health
  const words = isUpstreamTrouble(kind) ? tTrouble : t
  const prefix = isUpstreamTrouble(kind) ? kind : `health.${kind}`
  return (
    <div className="flex gap-3 px-4 pt-1 pb-4">
      <UpstreamIcon kind={kind} className="mt-0.5 size-6" />
      <div className="min-w-0">
        {/* Announced when it changes; the ages below tick in silence. */}
        <p role="status" className="text-lg leading-6 font-semibold wrap-anywhere">
          {words(`${prefix}.title`, { name: connection.name })}
        </p>
        <p className="mt-1 text-sm text-muted">
          {words(`${prefix}.body`)} {since === null ? null : <Since at={since} />}
        </p>
      </div>
    </div>
  )
}

function Since({ at }: { at: string }) {
  const t = useTranslations('shell.upstream')
  const formats = useFormats()
  const atMs = Date.parse(at)
  const age = formats.ago(useServerNow() - atMs)
  return (
    <time dateTime={at} title={formats.exactTime(atMs)} className="tabular-nums">
      {t('since', { time: formats.dateTime(atMs), age })}
    </time>
  )
}
