'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { PUSH_QUERY_KEY } from '@/lib/client/queries/push'
import type { ReplayResult } from '@/lib/domain/api/push'
import type { ReplayAnswer } from '../actions'

/** Runs a replay and says what it came to. */
export function useReplay() {
  const t = useTranslations('rejects.result')
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const [outcome, setOutcome] = useState<{ isGood: boolean; words: string } | null>(null)

  function wordsOf(result: ReplayResult): string {
    const { stored, rejected, left } = result
    const rest = left > 0 ? ` ${t('left', { left })}` : ''
    if (stored === 0 && rejected === 0) return t('nothing')
    if (rejected === 0) return t('allStored', { stored }) + rest
    if (stored === 0) return t('noneStored', { rejected }) + rest
    return t('some', { stored, rejected }) + rest
  }

  function run(replay: () => Promise<ReplayAnswer>) {
    startTransition(async () => {
      const answer = await replay().catch((): ReplayAnswer => ({ ok: false, problem: 'failed' }))
      if (answer.ok) setOutcome({ isGood: answer.result.rejected === 0, words: wordsOf(answer.result) })
      else setOutcome({ isGood: false, words: t(answer.problem) })
      await queries.invalidateQueries({ queryKey: PUSH_QUERY_KEY })
    })
  }

  return { isBusy, outcome, run }
}
