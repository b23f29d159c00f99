'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AuditRow } from '@/lib/domain/api/audit'
import { useAuditWords } from './use-audit-words'

/** One entry: when, who, what, of whom; its details fold out as they are kept. */
export function AuditItem({ entry }: { entry: AuditRow }) {
  const t = useTranslations('audit')
  const formats = useFormats()
  const { actionWords } = useAuditWords()
  const atMs = Date.parse(entry.at)
  const who = entry.actor ?? t(entry.actorId === null ? 'system' : 'gone')
  return (
    <li className="px-4 py-2.5 text-sm" data-action={entry.action}>
      <div className="grid gap-x-6 gap-y-0.5 md:grid-cols-[10rem_minmax(0,1fr)_minmax(0,2fr)_minmax(0,2fr)]">
        <time dateTime={entry.at} title={formats.exactTime(atMs)} className="text-muted tabular-nums">
          {formats.dateTime(atMs)}
        </time>
        <span className="wrap-anywhere">
          <bdi>{who}</bdi>
        </span>
        <span className="font-medium">{actionWords(entry.action)}</span>
        <span className="truncate text-muted" title={entry.target ?? undefined}>
          <bdi>{entry.targetName ?? addressIn(entry.detail) ?? entry.target}</bdi>
        </span>
      </div>
      <details className="mt-0.5">
        <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink pointer-coarse:min-h-touch pointer-coarse:py-3">
          {t('details')} · {t('number', { seq: entry.seq })}
        </summary>
        <pre
          dir="ltr"
          className="mt-1 overflow-x-auto rounded bg-sunken p-2 text-xs whitespace-pre-wrap break-all"
        >
          {JSON.stringify({ action: entry.action, target: entry.target, ...asObject(entry.detail) }, null, 2)}
        </pre>
      </details>
    </li>
  )
}

/** Who is invited has no name yet, and who was deleted none any more: then the address says more than an id. */
function addressIn(detail: unknown): string | null {
  const { email } = asObject(detail) as { email?: unknown }
  return typeof email === 'string' ? email : null
}

function asObject(detail: unknown): object {
  return typeof detail === 'object' && detail !== null ? detail : { detail }
}
