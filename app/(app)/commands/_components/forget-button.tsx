'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { COMMANDS_QUERY_KEY } from '@/lib/client/queries/commands'
import { dropAction } from '../actions'

/** Takes a command off the list of those at hand; what was sent with it stays in the history. */
export function ForgetButton({ savedId }: { savedId: string }) {
  const t = useTranslations('commands.compose')
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const drop = () =>
    startTransition(async () => {
      await dropAction(savedId).catch(() => null)
      await queries.invalidateQueries({ queryKey: COMMANDS_QUERY_KEY })
    })
  return (
    <Button variant="quiet" disabled={isBusy} onClick={drop}>
      {t('forget')}
    </Button>
  )
}
