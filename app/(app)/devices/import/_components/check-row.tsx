'use client'

import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeviceChange } from '@/lib/domain/api/device-jobs'
import type { ImportProblem, ImportRow } from '@/lib/domain/device-import'

/** What one row of the file would do, or why it does nothing. */
export function CheckRow({ row }: { row: ImportRow }) {
  const t = useTranslations('deviceImport')
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 text-sm">
      <span className="text-muted tabular-nums">{t('check.row', { line: row.line })}</span>
      {row.deviceName === null ? null : <span className="font-medium wrap-anywhere">{row.deviceName}</span>}
      <span className="wrap-anywhere text-muted tabular-nums">{row.imei}</span>
      <span className={classNames('ms-auto', toneOf(row))}>{t(`fates.${row.fate}`)}</span>
      {row.changes.length === 0 ? null : (
        <p className="w-full wrap-anywhere text-muted">
          {row.changes.map((change) => (
            <Change key={change.field} change={change} />
          ))}
        </p>
      )}
      {row.problems.map((problem) => (
        <Problem key={`${problem.field} ${problem.word}`} problem={problem} />
      ))}
    </li>
  )
}

function toneOf({ fate }: ImportRow): string {
  if (fate === 'change') return 'font-medium'
  return fate === 'unchanged' ? 'text-muted' : 'text-danger'
}

function Change({ change: { field, from, to } }: { change: DeviceChange }) {
  const t = useTranslations('deviceImport.check')
  const tField = useTranslations('deviceJobs.fields')
  const { date } = useFormats()
  const shown = (value: string) => (field === 'expiry' ? date(Date.parse(value)) : value)
  return (
    <span className="me-3">
      {t('change', {
        field: tField(field),
        from: from === null ? t('nothingThere') : shown(from),
        to: shown(to),
      })}
    </span>
  )
}

function Problem({ problem: { word, field, value, max } }: { problem: ImportProblem }) {
  const t = useTranslations('deviceImport')
  const tField = useTranslations('deviceJobs.fields')
  const problem = t(`problems.${word}`, { max: max ?? 0 })
  return (
    <p className="w-full wrap-anywhere">
      {value === '' || field === 'imei' ? problem : t('check.at', { field: tField(field), value, problem })}
    </p>
  )
}
