'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { LoadingLine } from '@/components/ui/loading-line'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import type { DeviceRows } from '../_hooks/use-device-rows'
import { RowsSkeleton } from './devices-frame'

const MISSING = 404

export type TableStatesProps = {
  rows: DeviceRows
  /** How many devices there are whatever the filter; null while that is not known. */
  all: number | null
  children: ReactNode
}

/** The table, or why there is none. What was shown stays when an update fails, and is said to be old. */
export function TableStates({ rows, all, children }: TableStatesProps) {
  const t = useTranslations('devices.states')
  const isMissing = rows.error instanceof RequestFailedError && rows.error.status === MISSING
  const again = (
    <Button size="sm" onClick={rows.again}>
      {t('again')}
    </Button>
  )
  if (rows.isFirst && rows.error === null) return <RowsSkeleton />
  if (rows.isFirst || isMissing)
    return (
      <Notice title={t('failedTitle')} body={isMissing ? t('missing') : t('failedBody')}>
        {isMissing ? null : again}
      </Notice>
    )
  if (rows.total === 0)
    return all === 0 ? (
      <Notice title={t('noneTitle')} body={t('noneBody')} />
    ) : (
      <Notice title={t('noMatchTitle')} body={t('noMatchBody')} />
    )
  return (
    <>
      {rows.error === null ? null : (
        <Banner tone="warning" title={t('stale')} actions={again}>
          {t('staleBody')}
        </Banner>
      )}
      <div className="relative min-h-0 grow border-t border-line">
        {rows.isOld ? <LoadingLine /> : null}
        {children}
      </div>
    </>
  )
}

function Notice({ title, body, children }: { title: string; body: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-0 grow flex-col items-center justify-center gap-2 border-t border-line bg-panel p-6 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="max-w-sm text-sm text-muted">{body}</p>
      {children}
    </div>
  )
}
