'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Detail } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import { useReceiveGaps } from '@/lib/client/queries/gaps'
import type { ReceiveGapView } from '@/lib/domain/api/gap'

/** Whether there were times without reception, and how they stand; nothing while that is not known. */
export function GapsDetail() {
  const t = useTranslations('gaps.card')
  const formats = useFormats()
  const { data } = useReceiveGaps()
  if (data === undefined) return null
  const standing = standingOf(data.gaps)
  return (
    <Detail label={t('label')}>
      {standing === null ? (
        t('none')
      ) : (
        <Link href="/settings/gaps" className="font-medium text-accent underline-offset-2 hover:underline">
          {t(standing.word, { value: formats.number(standing.count), count: standing.count })}
        </Link>
      )}
    </Detail>
  )
}

/** What matters most: gaps not filled yet, then those that could not be filled as a whole. */
function standingOf(gaps: readonly ReceiveGapView[]) {
  const count = (...statuses: ReceiveGapView['status'][]) =>
    gaps.filter(({ status }) => statuses.includes(status)).length
  const [open, partly] = [count('open', 'healing'), count('partly')]
  if (open > 0) return { word: 'open', count: open } as const
  if (partly > 0) return { word: 'partly', count: partly } as const
  return gaps.length > 0 ? ({ word: 'closed', count: gaps.length } as const) : null
}
