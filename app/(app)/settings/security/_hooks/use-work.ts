'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { SECURITY_QUERY_KEY } from '@/lib/client/queries/security'

/** Does one thing at a time on the server, keeps the last answer, and has the page read anew. */
export function useWork<Answer extends { kind: string }>() {
  const queries = useQueryClient()
  const [answer, setAnswer] = useState<Answer | { kind: 'failed' } | null>(null)
  const [isBusy, startTransition] = useTransition()
  function run(work: () => Promise<Answer>): void {
    startTransition(async () => {
      // The old words go first, so that the same ones are announced again.
      setAnswer(null)
      const found = await work().catch(() => ({ kind: 'failed' as const }))
      startTransition(() => setAnswer(found))
      await queries.invalidateQueries({ queryKey: SECURITY_QUERY_KEY })
    })
  }
  return { isBusy, answer, run, forget: () => setAnswer(null) }
}
