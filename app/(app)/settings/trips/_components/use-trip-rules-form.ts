'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { DEFAULT_TRIP_SETTINGS, type TripSettings } from '@/lib/domain/track/settings'
import {
  contradictions,
  readRule,
  ruleText,
  TRIP_RULES,
  type TripRule,
  type TripRuleProblem,
} from '@/lib/domain/track/trip-rules'
import type { UnitSystem } from '@/lib/domain/units'
import { saveTripRulesAction } from '../actions'

export type Outcome = 'saved' | 'failed' | 'refused' | null
type Texts = Record<TripRule, string>
type Problems = Partial<Record<TripRule, TripRuleProblem>>

/** What is typed for each rule, what is wrong with it, and saving it. */
export function useTripRulesForm(settings: TripSettings, units: UnitSystem) {
  const router = useRouter()
  const formRef = useRef<HTMLFormElement>(null)
  const [texts, setTexts] = useState(() => textsOf(settings, units))
  const [problems, setProblems] = useState<Problems>({})
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [isBusy, startTransition] = useTransition()

  function submit() {
    const { next, wrong } = readAll(texts, settings, units)
    setProblems(wrong)
    setOutcome(null)
    const first = TRIP_RULES.find((rule) => wrong[rule])
    if (first !== undefined) return focusField(formRef.current, first)
    startTransition(async () => {
      const answer = await saveTripRulesAction(next).catch(() => null)
      if (answer?.ok) router.refresh()
      setOutcome(answer?.ok ? 'saved' : (answer?.problem ?? 'failed'))
    })
  }

  function change(rule: TripRule, text: string) {
    setTexts({ ...texts, [rule]: text })
    setProblems({ ...problems, [rule]: undefined })
    setOutcome(null)
  }

  /** Types the defaults; they hold once they are saved. */
  function reset() {
    setTexts(textsOf(DEFAULT_TRIP_SETTINGS, units))
    setProblems({})
    setOutcome(null)
  }

  const defaults = textsOf(DEFAULT_TRIP_SETTINGS, units)
  const areDefaults = TRIP_RULES.every((rule) => texts[rule] === defaults[rule])
  return { formRef, texts, problems, outcome, isBusy, areDefaults, defaults, change, submit, reset }
}

/** Of a text that shows a default the default is meant, of one that shows what holds what holds. */
function readAll(texts: Texts, settings: TripSettings, units: UnitSystem) {
  const next = { ...settings }
  const wrong: Problems = {}
  for (const rule of TRIP_RULES) {
    const isDefault = texts[rule].trim() === ruleText(rule, DEFAULT_TRIP_SETTINGS[rule], units)
    const before = isDefault ? DEFAULT_TRIP_SETTINGS[rule] : settings[rule]
    const read = readRule(rule, texts[rule], { before, units })
    if ('problem' in read) wrong[rule] = read.problem
    else next[rule] = read.value
  }
  if (Object.keys(wrong).length === 0) for (const rule of contradictions(next)) wrong[rule] = 'belowOther'
  return { next, wrong }
}

function textsOf(settings: TripSettings, units: UnitSystem): Texts {
  return {
    standSpeedKph: ruleText('standSpeedKph', settings.standSpeedKph, units),
    standSec: ruleText('standSec', settings.standSec, units),
    ignitionOffSpeedKph: ruleText('ignitionOffSpeedKph', settings.ignitionOffSpeedKph, units),
    minTripM: ruleText('minTripM', settings.minTripM, units),
    gapSec: ruleText('gapSec', settings.gapSec, units),
    tripGapSec: ruleText('tripGapSec', settings.tripGapSec, units),
    maxSpeedKph: ruleText('maxSpeedKph', settings.maxSpeedKph, units),
  }
}

function focusField(form: HTMLFormElement | null, name: string) {
  const field = form?.elements.namedItem(name)
  if (field instanceof HTMLElement) field.focus()
}
