'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { proveAction, type SettingAnswer, type SettingFailure } from '../actions'

export type StoredSwitchProps = {
  label: string
  isOn: boolean
  store: (isOn: boolean) => Promise<SettingAnswer>
}

/**
 * A box that is stored as soon as it is ticked, and goes back when it was not. Where it takes a proof of who one is, that is
 * asked for, and then it is stored.
 */
export function StoredSwitch({ label, isOn, store }: StoredSwitchProps) {
  const t = useTranslations('commandSettings.problems')
  const router = useRouter()
  const [wanted, setWanted] = useState<boolean | null>(null)
  const [problem, setProblem] = useState<SettingFailure['problem'] | null>(null)
  const [asked, setAsked] = useState(isOn)
  const [isBusy, startTransition] = useTransition()
  const set = (next: boolean) => {
    setWanted(next)
    setAsked(next)
    startTransition(async () => {
      const answer = await store(next).catch(() => null)
      setProblem(answer?.ok ? null : (answer?.problem ?? 'failed'))
      if (answer?.ok) router.refresh()
      else setWanted(null)
    })
  }
  return (
    <>
      <label className={LABEL}>
        <input
          type="checkbox"
          checked={wanted ?? isOn}
          disabled={isBusy}
          onChange={(event) => set(event.target.checked)}
          className="size-5 shrink-0 accent-accent"
        />
        {label}
      </label>
      <span role="status" className="block text-sm text-danger empty:hidden">
        {problem === null ? null : t(problem)}
      </span>
      {problem === 'unproven' ? (
        <div className="mt-2 max-w-md">
          <ProveIdentity prove={proveAction} facts={undefined} onProven={() => set(asked)} />
        </div>
      ) : null}
    </>
  )
}

const LABEL =
  'flex min-h-6 min-w-6 w-fit cursor-pointer items-center gap-3 text-sm font-medium pointer-coarse:min-h-touch pointer-coarse:min-w-touch'
