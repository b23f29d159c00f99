'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import {
  areColumnsUsable,
  IMPORT_FIELDS,
  type ImportColumns,
  type ImportField,
  type ImportLook,
} from '@/lib/domain/device-import'

export type ColumnsCardProps = {
  look: ImportLook
  columns: ImportColumns
  isBusy: boolean
  isChecking: boolean
  onColumn: (index: number, field: ImportField | null) => void
  onCheck: () => void
}

const SELECT =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2 text-base pointer-coarse:h-touch pointer-coarse:text-lg'

/** What each column of the file is: guessed by its head, and for people to put right. */
export function ColumnsCard({ look, columns, isBusy, isChecking, onColumn, onCheck }: ColumnsCardProps) {
  const t = useTranslations('deviceImport')
  const problem = useColumnsProblem(columns)
  const id = useId()
  return (
    <Card title={t('steps.columns')}>
      <ul className="divide-y divide-line border-y border-line">
        {look.columns.map((column, index) => (
          <Column
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place alone
            key={index}
            column={column}
            index={index}
            field={columns[index] ?? null}
            onField={(field) => onColumn(index, field)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <div className="min-w-0 grow text-muted">
          {columns.includes('expiry') ? <p>{t('columns.dates')}</p> : null}
          {columns.includes('account') ? <p>{t('columns.accounts')}</p> : null}
          <p id={id} role="status" className="text-danger empty:hidden">
            {problem}
          </p>
        </div>
        <Button
          variant="primary"
          disabled={isBusy || !areColumnsUsable(columns)}
          aria-describedby={id}
          onClick={onCheck}
        >
          {isChecking ? t('columns.checking') : t('columns.check')}
        </Button>
      </div>
    </Card>
  )
}

type ColumnProps = {
  column: ImportLook['columns'][number]
  index: number
  field: ImportField | null
  onField: (field: ImportField | null) => void
}

function Column({ column: { head, samples }, index, field, onField }: ColumnProps) {
  const t = useTranslations('deviceImport.columns')
  const tField = useTranslations('deviceJobs.fields')
  const name = head === '' ? t('blank', { number: index + 1 }) : head
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,11rem)] items-center gap-3 px-4 py-2 text-sm">
      <div className="min-w-0">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="truncate text-muted">{samples.filter((sample) => sample !== '').join(' · ')}</p>
      </div>
      <select
        aria-label={t('choiceOf', { head: name })}
        value={field ?? ''}
        onChange={({ target }) => onField(IMPORT_FIELDS.find((each) => each === target.value) ?? null)}
        className={SELECT}
      >
        <option value="">{t('leaveOut')}</option>
        {IMPORT_FIELDS.map((each) => (
          <option key={each} value={each}>
            {tField(each)}
          </option>
        ))}
      </select>
    </li>
  )
}

/** Why these columns cannot be used, or null. */
function useColumnsProblem(columns: ImportColumns): string | null {
  const t = useTranslations('deviceImport.columns')
  const tField = useTranslations('deviceJobs.fields')
  const chosen = columns.filter((field) => field !== null)
  const double = chosen.find((field, at) => chosen.indexOf(field) !== at)
  if (double !== undefined) return t('double', { field: tField(double) })
  if (!chosen.includes('imei')) return t('missingImei')
  return chosen.length < 2 ? t('missingField') : null
}
