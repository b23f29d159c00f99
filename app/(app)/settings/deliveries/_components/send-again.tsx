'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { DeliveryRow, SendAgainProblem } from '@/lib/domain/api/notify-log'
import { useWork } from '../../notifications/_hooks/use-work'
import { sendAgainAction } from '../../notifications/actions'

/** Has a delivery sent again, and says beside the button whether it will be. */
export function SendAgain({ delivery: { id, way, state, to } }: { delivery: DeliveryRow }) {
  const t = useTranslations('notify.log')
  const { isBusy, failure, run } = useWork()
  const [result, setResult] = useState<{ problem: SendAgainProblem | null } | null>(null)
  const by = way === 'mail' ? 'mail' : 'webhook'
  const isOver = state === 'failed' || (way === 'webhook' && state === 'delivered')
  const problem = failure ?? (result?.problem ? t(`problems.${result.problem}`) : null)
  const isOffered = isOver && way !== 'push' && to !== null
  if (!isOffered && result === null && failure === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {/* It stays while it is sent, so that whoever pressed it does not lose their place. */}
      <Button
        size="sm"
        aria-disabled={isBusy || !isOffered || undefined}
        className="aria-disabled:cursor-default aria-disabled:opacity-50"
        onClick={() => (isBusy || !isOffered ? undefined : run(() => sendAgainAction(id), setResult))}
      >
        {t('sendAgain')}
      </Button>
      <p role="status" className={problem === null ? 'text-muted empty:hidden' : 'text-danger'}>
        {problem ?? (result !== null ? t(`sentAgain.${by}`) : isOffered ? t(`againNote.${by}`) : '')}
      </p>
    </div>
  )
}
