'use client'

import { useTranslations } from 'next-intl'
import { Detail } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { Ago } from './ago'
import { RowNote } from './row-note'

/** How far this server's clock is from the vendor's, and what to do when that is too far. */
export function ClockDetail({ clock }: { clock: ConnectionStatus['clock'] }) {
  const t = useTranslations('settings.connection.clock')
  const formats = useFormats()
  const { offsetMs, measuredAt } = clock
  if (offsetMs === null) return <Detail label={t('label')}>{t('unknown')}</Detail>
  const awayMs = Math.abs(offsetMs)
  const offset =
    awayMs < MINUTE_MS ? t('seconds', { value: formats.decimal(awayMs / 1000) }) : formats.duration(awayMs)
  // The vendor's clock ahead of ours means that ours is behind: people look at the clock they can set.
  const words = t(offsetMs > 0 ? 'behind' : 'ahead', { offset })
  return (
    <Detail label={t('label')}>
      {awayMs > WORRYING_MS ? (
        <RowNote>
          {words}
          <span className="block font-normal text-muted">{t('worry')}</span>
        </RowNote>
      ) : (
        <>
          {awayMs < IN_STEP_MS ? t('inStep') : words}
          {measuredAt === null ? null : (
            <span className="block text-muted">
              {t.rich('measured', { age: () => <Ago at={measuredAt} /> })}
            </span>
          )}
        </>
      )}
    </Detail>
  )
}

const IN_STEP_MS = 1000
const MINUTE_MS = 60_000
/** The vendor refuses requests whose time is further off than some minutes; from here on it is worth a look. */
const WORRYING_MS = 120_000
