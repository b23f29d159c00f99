'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import type { AdminRefusal, ConnectAnswer, ConnectOutcome } from '@/lib/domain/api/setup'
import { type AccountFields, accountProblems, type ProblemsOf } from '@/lib/domain/setup'
import { forgetKept, keepFields, recallFields } from './kept-fields'

export type Connected = Extract<ConnectOutcome, { kind: 'ok' }>

export type AccountFormOptions = {
  connect: (fields: AccountFields) => Promise<ConnectAnswer>
  onConnected: (outcome: Connected) => void
  /** Where what is no secret outlives a reload of the page; null for nowhere. */
  keepKey: string | null
}

const EMPTY: AccountFields = {
  place: 'anywhere',
  baseUrl: '',
  profile: 'pro',
  name: '',
  account: '',
  appKey: '',
  appSecret: '',
  password: '',
}

/** What may stay in the browser. Keys, secrets and passwords never do. */
const KEPT = ['place', 'baseUrl', 'profile', 'name', 'account'] as const

/** The fields of a vendor account, what is wrong with them, and what came of the last try. Nothing typed is ever lost. */
export function useAccountForm({ connect, onConnected, keepKey }: AccountFormOptions) {
  const router = useRouter()
  const [fields, setFields] = useState(EMPTY)
  const [problems, setProblems] = useState<ProblemsOf<AccountFields>>({})
  const [outcome, setOutcome] = useState<ConnectOutcome | null>(null)
  const [failure, setFailure] = useState<AdminRefusal['problem'] | null>(null)
  const [isBusy, startTransition] = useTransition()
  useEffect(() => {
    if (keepKey !== null) setFields((now) => ({ ...now, ...recallFields(keepKey, KEPT) }))
  }, [keepKey])

  // Who submits by the keyboard or a reader goes on at the first field that is wrong, and hears what is.
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()
  }, [problems])

  const set = (change: Partial<AccountFields>) => {
    const next = { ...fields, ...change }
    setFields(next)
    if (keepKey !== null) keepFields(keepKey, KEPT, next)
    setProblems({})
    setOutcome(null)
    setFailure(null)
  }

  const submit = (over: Partial<AccountFields> = {}) => {
    const sent = { ...fields, ...over }
    const found = accountProblems(sent)
    setProblems(found)
    if (isBusy || Object.keys(found).length > 0) return
    setOutcome(null)
    setFailure(null)
    startTransition(async () => {
      const answer = await connect(sent).catch(() => null)
      if (answer === null) setFailure('failed')
      else if (!answer.ok && answer.problem === 'fields') setProblems(answer.fields)
      else if (!answer.ok) setFailure(answer.problem)
      else if (answer.value.kind !== 'ok') setOutcome(answer.value)
      else {
        if (keepKey !== null) forgetKept(keepKey)
        setFields(EMPTY)
        onConnected(answer.value)
        router.refresh()
      }
    })
  }

  return { fields, problems, outcome, failure, isBusy, set, submit }
}

export type AccountForm = ReturnType<typeof useAccountForm>
