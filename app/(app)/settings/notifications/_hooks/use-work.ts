'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { NOTIFY_QUERY_KEY } from '@/lib/client/queries/notify'
import type { NotifyAnswer } from '../actions'

/** Does one thing at a time on the server, keeps what went wrong in words, and has the page read anew. */
export function useWork() {
  const t = useTranslations('notify.settings')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  function run<T>(work: () => Promise<NotifyAnswer<T>>, onDone: (value: T) => void = () => undefined): void {
    startTransition(async () => {
      setFailure(null)
      const answer = await work().catch(() => null)
      if (answer?.ok) onDone(answer.value)
      else setFailure(answer?.message || t('failed'))
      await queries.invalidateQueries({ queryKey: NOTIFY_QUERY_KEY })
    })
  }
  return { isBusy, failure, setFailure, run }
}
