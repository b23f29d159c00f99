'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { findZone } from '@/lib/client/time-zones'
import type { Preferences } from '@/lib/domain/preferences'
import { savePreferencesAction } from '../actions'

/** What came of saving; null until it is tried and again once something is changed. */
export type Outcome = 'saved' | 'zone' | 'failed' | null

/** What is chosen and typed, and saving it. `draft.timeZone` is the zone the text names, null where it names none. */
export function usePreferencesForm(saved: Preferences) {
  const router = useRouter()
  const zoneRef = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState(saved)
  const [zoneText, setZoneText] = useState(saved.timeZone ?? '')
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [isBusy, startTransition] = useTransition()
  const draft = { ...chosen, timeZone: findZone(zoneText) }

  function tell(told: Outcome) {
    setOutcome(told)
    if (told === 'zone') zoneRef.current?.focus()
  }

  function submit() {
    if (isBusy) return
    if (draft.timeZone === null && zoneText.trim() !== '') return tell('zone')
    startTransition(async () => {
      const answer = await savePreferencesAction(draft).catch(() => null)
      // The whole app is to show them from here on.
      if (answer?.ok) router.refresh()
      tell(answer?.ok ? 'saved' : (answer?.problem ?? 'failed'))
    })
  }

  function choose(part: Partial<Preferences>) {
    setChosen({ ...chosen, ...part })
    setOutcome(null)
  }

  function typeZone(text: string) {
    setZoneText(text)
    setOutcome(null)
  }

  return { draft, zoneText, zoneRef, outcome, isBusy, choose, typeZone, submit }
}
