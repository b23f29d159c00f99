'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { GAPS_QUERY_KEY } from '@/lib/client/queries/gaps'
import type { ReceiveGapView } from '@/lib/domain/api/gap'
import { type RetryAnswer, retryGapAction } from '../actions'

/** Lets the filling of a gap be tried now, and says when that could not be. */
export function RetryGap({ gap: { id, startedAt, status, waiting } }: { gap: ReceiveGapView }) {
  const t = useTranslations('gaps')
  const formats = useFormats()
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const [answer, setAnswer] = useState<RetryAnswer | null>(null)
  const retry = () =>
    startTransition(async () => {
      setAnswer(await retryGapAction(id).catch((): RetryAnswer => ({ ok: false, problem: 'failed' })))
      await queries.invalidateQueries({ queryKey: GAPS_QUERY_KEY })
    })
  // Once it waits again, that was then.
  const isAsked = answer?.ok === true && status === 'open' && waiting === null
  const problem = answer?.ok === false ? t(`problem.${answer.problem}`) : ''
  return (
    <div className="flex flex-wrap items-center gap-3 max-md:ps-8">
      <p
        role="status"
        className={`text-sm font-medium empty:hidden ${isAsked ? 'text-success' : 'text-danger'}`}
      >
        {isAsked ? t('asked') : problem}
      </p>
      <Button
        disabled={isBusy || isAsked}
        aria-label={t('tryAgainLabel', { date: formats.dateTime(Date.parse(startedAt)) })}
        onClick={retry}
      >
        {t(isBusy ? 'working' : 'tryAgain')}
      </Button>
    </div>
  )
}
