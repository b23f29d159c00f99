'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState, useTransition } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import { refreshInbox } from '@/lib/client/queries/alarms'
import type {
  AlarmOutcome,
  AlarmStepAnswer,
  AlarmStepRequest,
  AlarmTarget,
} from '@/lib/domain/api/alarm-inbox'
import { stepAlarmsAction } from '../actions'

/** What became of a step, in words. */
export type StepNote = { isBad: boolean; lines: readonly string[] }

export type TakeStep = (target: AlarmTarget, step: AlarmStepRequest) => Promise<boolean>

/** Takes steps, and says in words what became of the last. `take` answers whether it reached at least one alarm. */
export function useSteps() {
  const queries = useQueryClient()
  const words = useOutcomeWords()
  const [note, setNote] = useState<StepNote | null>(null)
  const [isBusy, startTransition] = useTransition()
  const take = useCallback<TakeStep>(
    (target, step) =>
      new Promise((resolve) => {
        startTransition(async () => {
          const answer = await stepAlarmsAction(target, step).catch(
            (): AlarmStepAnswer => ({ ok: false, why: 'other' }),
          )
          setNote(words(answer, step.kind))
          const refreshed = refreshInbox(queries)
          // Without a network this takes long, and there is nothing to wait for.
          if (answer.ok) await refreshed
          resolve(answer.ok && answer.done > 0)
        })
      }),
    [queries, words],
  )
  const forget = useCallback(() => setNote(null), [])
  return { take, isBusy, note, forget }
}

function useOutcomeWords() {
  const t = useTranslations('alarmInbox.outcomes')
  const tSteps = useTranslations('alarmInbox.did')
  const formats = useFormats()
  return useMemo(() => {
    /** The first few who were faster, by name. */
    const overtakenLines = (others: readonly AlarmOutcome[]): string[] => {
      const overtaken = others.flatMap((one) => (one.result === 'overtaken' ? [one] : []))
      const shown = overtaken.slice(0, MOST_NAMED).map(({ by, step, at }) =>
        t('overtaken', {
          by: by ?? t('somebody'),
          what: step !== null && isKnownStep(step) ? tSteps(step) : t('changedIt'),
          time: at === null ? '' : formats.time(Date.parse(at)),
        }),
      )
      const more = overtaken.length - shown.length
      return more > 0 ? [...shown, t('overtakenMore', { count: more })] : shown
    }
    const countLines = (others: readonly AlarmOutcome[]): string[] =>
      COUNTED.flatMap((result) => {
        const count = others.filter((one) => one.result === result).length
        return count > 0 ? [t(result, { count })] : []
      })
    return (answer: AlarmStepAnswer, kind: AlarmStepRequest['kind']): StepNote => {
      if (!answer.ok) return { isBad: true, lines: [t(`failed.${answer.why}`)] }
      const { done, others, isCut } = answer
      const doneLines = done > 0 ? [t(`done.${kind}`, { count: done })] : []
      const lines = [
        ...doneLines,
        ...overtakenLines(others),
        ...countLines(others),
        ...(isCut ? [t('cut')] : []),
      ]
      return { isBad: done === 0 || others.length > 0, lines }
    }
  }, [t, tSteps, formats])
}

const MOST_NAMED = 3
const COUNTED = ['already', 'state', 'words', 'time', 'gone', 'assignee'] as const
const KNOWN = ['acknowledge', 'resolve', 'reopen', 'assign', 'unassign', 'snooze', 'unsnooze'] as const

function isKnownStep(step: string): step is (typeof KNOWN)[number] {
  return KNOWN.some((known) => known === step)
}
