'use client'

import { useState } from 'react'
import {
  MAX_DURATION_S,
  MAX_THROTTLE_MIN,
  newRuleDefinition,
  type RuleDefinition,
  type RuleDraft,
  type RuleProblem,
  ruleProblems,
} from '@/lib/domain/alarm-rules'
import type { RuleRow } from '@/lib/domain/api/notify'

/** What is typed, as it was typed. */
type Texts = { name: string; duration: string; throttle: string; addresses: string }

export type FormProblem = RuleProblem | { field: 'duration' | 'throttle'; problem: 'wholeMinutes' }

/** A rule as it is being made: ticked parts as they are, typed parts as texts, and what is wrong with any of it. */
export function useRuleDraft(rule: RuleRow | null, timeZone: string) {
  const [begun] = useState(() => begin(rule, timeZone))
  const [definition, setDefinition] = useState(begun.definition)
  const [texts, setTexts] = useState(begun.texts)
  const durationMin = readMinutes(texts.duration, MAX_DURATION_S / 60)
  const throttleMin = readMinutes(texts.throttle, MAX_THROTTLE_MIN)
  const draft: RuleDraft = {
    name: texts.name.trim(),
    enabled: rule?.enabled ?? true,
    definition: {
      ...definition,
      minDurationS: (durationMin ?? 0) * 60,
      throttleMin: throttleMin ?? 0,
      recipients: { ...definition.recipients, addresses: splitAddresses(texts.addresses) },
    },
  }
  const problems: FormProblem[] = [
    ...(durationMin === null ? [{ field: 'duration', problem: 'wholeMinutes' } as const] : []),
    ...(throttleMin === null ? [{ field: 'throttle', problem: 'wholeMinutes' } as const] : []),
    ...ruleProblems(draft),
  ]
  const isDirty = JSON.stringify({ definition, texts }) !== JSON.stringify(begun)
  return {
    draft,
    /** Whether anything is otherwise than when the form was opened. */
    isDirty,
    texts,
    problems,
    type: (part: Partial<Texts>) => setTexts((before) => ({ ...before, ...part })),
    change: (part: Partial<RuleDefinition>) => setDefinition((before) => ({ ...before, ...part })),
  }
}

export type RuleDraftState = ReturnType<typeof useRuleDraft>

/** The form of a rule as it is opened. */
function begin(rule: RuleRow | null, timeZone: string): { definition: RuleDefinition; texts: Texts } {
  const definition = rule?.definition ?? newRuleDefinition(timeZone)
  const { minDurationS, throttleMin, recipients } = definition
  const texts = {
    name: rule?.name ?? '',
    duration: minDurationS === 0 ? '' : String(minDurationS / 60),
    throttle: throttleMin === 0 ? '' : String(throttleMin),
    addresses: recipients.addresses.join('\n'),
  }
  return { definition, texts }
}

/** Whole minutes from 0; nothing typed is 0, and anything else null. */
function readMinutes(text: string, max: number): number | null {
  const plain = text.trim()
  if (plain === '') return 0
  return /^\d{1,6}$/.test(plain) && Number(plain) <= max ? Number(plain) : null
}

function splitAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/))].filter((address) => address !== '')
}
