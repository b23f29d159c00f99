'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, buttonClasses } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { rejectQuery } from '@/lib/client/queries/push'
import type { PushRejects, RejectFilter } from '@/lib/domain/api/push'
import { useReplay } from '../_hooks/use-replay'
import { replayAllAction } from '../actions'
import { ReplayOutcome } from './replay-outcome'

/** What can be done with all items that fit: take them home, and try them again. */
export function RejectActions({ data, filter }: { data: PushRejects; filter: RejectFilter }) {
  const t = useTranslations('rejects')
  const formats = useFormats()
  const { isBusy, outcome, run } = useReplay()
  const waiting = waitingOf(data, filter)
  return (
    <>
      <a href={`/api/push-rejects/export?${rejectQuery(filter)}`} download className={buttonClasses({})}>
        <Download aria-hidden className="size-4" />
        {t('download')}
      </a>
      {waiting === 0 ? null : (
        <Button
          variant="primary"
          disabled={isBusy}
          onClick={() => run(() => replayAllAction({ reason: filter.reason, topic: filter.topic }))}
        >
          {isBusy ? t('replaying') : t('replayAll', { value: formats.number(waiting) })}
        </Button>
      )}
      <ReplayOutcome outcome={outcome} className="w-full" />
    </>
  )
}

/** How many of the filter wait, whichever of them the list shows. */
function waitingOf({ groups }: PushRejects, { reason, topic }: RejectFilter): number {
  return groups
    .filter((group) => (reason ?? group.reason) === group.reason && (topic ?? group.topic) === group.topic)
    .reduce((sum, { count }) => sum + count, 0)
}
