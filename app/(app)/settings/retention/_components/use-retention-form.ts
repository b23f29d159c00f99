'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { isShortened, type RetentionKind, readKeepDays } from '@/lib/domain/retention'
import { saveRetentionAction } from '../actions'

type Outcome = 'saved' | 'failed' | 'refused' | null

/** What is typed for each kind, what is wrong with it, and saving it, with a question where data would be lost. */
export function useRetentionForm(kinds: readonly RetentionKind[]) {
  const formRef = useRef<HTMLFormElement>(null)
  const [texts, setTexts] = useState(() => textsOf(kinds))
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isAsking, setAsking] = useState(false)
  const { outcome, isBusy, store, forget } = useStoring()
  const rules = kinds.map((each) => ({ ...each, next: readKeepDays(texts[each.kind] ?? '') }))
  const shortened = rules.filter((rule) => rule.next !== undefined && isShortened(rule, rule.next))

  function save() {
    setAsking(false)
    store(rules.map(({ kind, next }) => ({ kind, days: next ?? null })))
  }

  function submit() {
    const found = rules.filter(({ next }) => next === undefined).map(({ kind }) => kind)
    setWrong(found)
    forget()
    if (found[0] !== undefined) focusField(formRef.current, found[0])
    else if (shortened.length > 0) setAsking(true)
    else save()
  }

  function change(kind: string, text: string) {
    setTexts({ ...texts, [kind]: text })
    setWrong(wrong.filter((each) => each !== kind))
    forget()
  }

  const question = { isAsking, shortened, cancel: () => setAsking(false) }
  return { formRef, texts, wrong, outcome, isBusy, question, change, submit, save }
}

function useStoring() {
  const router = useRouter()
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [isBusy, startTransition] = useTransition()
  const store = (rules: readonly { kind: string; days: number | null }[]) =>
    startTransition(async () => {
      const answer = await saveRetentionAction(rules).catch(() => null)
      if (answer?.ok) router.refresh()
      setOutcome(answer?.ok ? 'saved' : (answer?.problem ?? 'failed'))
    })
  return { outcome, isBusy, store, forget: () => setOutcome(null) }
}

function textsOf(kinds: readonly RetentionKind[]): Record<string, string> {
  return Object.fromEntries(kinds.map(({ kind, days }) => [kind, days === null ? '' : String(days)]))
}

function focusField(form: HTMLFormElement | null, name: string) {
  const field = form?.elements.namedItem(name)
  if (field instanceof HTMLElement) field.focus()
}
