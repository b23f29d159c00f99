import { useCallback, useState } from 'react'
import type { Draft } from '@/lib/client/schema-form/draft'

export type Drafts = {
  find: (key: string) => Draft | undefined
  keep: (key: string, draft: Draft) => void
}

/** What was typed into each method's form, kept while one looks at others. */
export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map())
  const find = useCallback((key: string) => drafts.get(key), [drafts])
  const keep = useCallback(
    (key: string, draft: Draft) => setDrafts((before) => new Map(before).set(key, draft)),
    [],
  )
  return { find, keep }
}
