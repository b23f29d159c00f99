'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import { IMPORT_FATES, type ImportCheck, type ImportFate } from '@/lib/domain/device-import'
import { CheckRow } from './check-row'

const ROWS_PER_PAGE = 100

export type CheckCardProps = { check: ImportCheck; isBusy: boolean; onBegin: () => void }

/** The dry run: each row's fate, all or those of one kind, a page at a time; and the button that begins the work. */
export function CheckCard({ check, isBusy, onBegin }: CheckCardProps) {
  const t = useTranslations('deviceImport')
  const { number } = useFormats()
  const [fate, setFate] = useState<ImportFate | null>(null)
  const [skip, setSkip] = useState(0)
  const counts = countFates(check)
  const found = fate === null ? check.rows : check.rows.filter((row) => row.fate === fate)
  const shown = found.slice(skip, skip + ROWS_PER_PAGE)
  return (
    <Card title={t('steps.check')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-3 text-sm">
        <p role="status" className="min-w-0 grow">
          {t('check.summary', { changing: check.changing, rest: check.rows.length - check.changing })}{' '}
          <span className="text-muted">{t('check.nothingSent')}</span>
        </p>
        <Button variant="primary" disabled={isBusy || check.changing === 0} onClick={onBegin}>
          {isBusy ? t('check.starting') : t('check.go', { count: check.changing })}
        </Button>
      </div>
      <label className="flex items-center gap-2 px-4 pb-3 text-sm">
        {t('check.filter')}
        <select
          value={fate ?? ''}
          onChange={({ target }) => {
            setFate(IMPORT_FATES.find((each) => each === target.value) ?? null)
            setSkip(0)
          }}
          className="h-9 min-w-0 rounded border border-line-strong bg-panel px-2 text-base pointer-coarse:h-touch pointer-coarse:text-lg"
        >
          <option value="">
            {t('check.all')} ({number(check.rows.length)})
          </option>
          {IMPORT_FATES.filter((each) => counts.has(each)).map((each) => (
            <option key={each} value={each}>
              {t(`fates.${each}`)} ({number(counts.get(each) ?? 0)})
            </option>
          ))}
        </select>
      </label>
      {shown.length === 0 ? <p className="px-4 pb-4 text-sm text-muted">{t('check.none')}</p> : null}
      <ul aria-label={t('check.list')} className="divide-y divide-line border-t border-line empty:hidden">
        {shown.map((row) => (
          <CheckRow key={row.line} row={row} />
        ))}
      </ul>
      {found.length > ROWS_PER_PAGE ? (
        <nav
          aria-label={t('check.list')}
          className="flex items-center justify-between gap-2 border-t border-line px-4 py-3 text-sm"
        >
          <Button disabled={skip === 0} onClick={() => setSkip(Math.max(0, skip - ROWS_PER_PAGE))}>
            {t('check.previous')}
          </Button>
          <span className="tabular-nums">
            {t('check.page', {
              from: number(skip + 1),
              to: number(skip + shown.length),
              found: number(found.length),
            })}
          </span>
          <Button
            disabled={skip + shown.length >= found.length}
            onClick={() => setSkip(skip + ROWS_PER_PAGE)}
          >
            {t('check.next')}
          </Button>
        </nav>
      ) : null}
    </Card>
  )
}

function countFates({ rows }: ImportCheck): Map<ImportFate, number> {
  const counts = new Map<ImportFate, number>()
  for (const { fate } of rows) counts.set(fate, (counts.get(fate) ?? 0) + 1)
  return counts
}
