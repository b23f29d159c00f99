'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import { approverAction } from '../actions'

/** An owner's rule for the whole tenant. */
export function ApproverSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations('commands.setting')
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const set = (isNeeded: boolean) =>
    startTransition(async () => {
      await approverAction(isNeeded).catch(() => null)
      await queries.invalidateQueries({ queryKey: COMMANDS_QUERY_KEY })
    })
  return (
    <label className="flex cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-touch">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isBusy}
        onChange={(event) => set(event.target.checked)}
        className="size-4 accent-accent"
      />
      {t('label')}
    </label>
  )
}
