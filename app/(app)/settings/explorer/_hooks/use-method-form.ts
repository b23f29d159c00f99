import { useMemo, useState } from 'react'
import { useExplorerCall } from '@/lib/client/queries/explorer'
import { type Draft, draftOf, emptyDraft, readDraft } from '@/lib/client/schema-form/draft'
import type { ExplorerMethod } from '@/lib/domain/api/explorer'
import { fromJson } from '@/lib/domain/schema-form/json-input'
import type { Problem, Shape } from '@/lib/domain/schema-form/shape'
import type { Drafts } from './use-drafts'

/** One method's form: what stands in it, what is wrong with it, and what became of sending it. */
export function useMethodForm(method: ExplorerMethod, drafts: Drafts) {
  const { name, profile, fields } = method
  const shape = useMemo<Shape>(() => ({ kind: 'group', fields }), [fields])
  const key = `${profile} ${name}`
  const draft = drafts.find(key) ?? emptyDraft(shape, true)
  const [problems, setProblems] = useState<Problem[]>([])
  const call = useExplorerCall(name)

  const send = (confirmed: boolean) => {
    const reading = readDraft(shape, draft)
    setProblems(reading.ok ? [] : reading.problems)
    if (!reading.ok || typeof reading.value !== 'object') return
    const input = { ...reading.value }
    call.mutate(
      { profile, input, confirmed },
      { onSuccess: (reply) => reply.kind === 'invalid' && setProblems(reply.problems) },
    )
  }
  return {
    shape,
    draft,
    problems,
    reply: call.data ?? null,
    isSending: call.isPending,
    change: (next: Draft) => drafts.keep(key, next),
    /** Fills in an input as it stands in JSON. */
    fill: (json: Record<string, unknown>) => {
      drafts.keep(key, draftOf(shape, fromJson(shape, json)))
      setProblems([])
    },
    clear: () => {
      drafts.keep(key, emptyDraft(shape, true))
      setProblems([])
    },
    send,
    /** Forgets what became of the last call. */
    dismiss: call.reset,
  }
}

export type MethodForm = ReturnType<typeof useMethodForm>
