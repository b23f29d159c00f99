'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { PUSH_QUERY_KEY } from '@/lib/client/queries/push'
import type { PushStatus } from '@/lib/domain/api/push'
import { endHookAction } from '../actions'
import type { PushProblem } from '../push-fields'
import { Ago } from './ago'
import { ProblemNote } from './push-problem'

export type EndHookDialogProps = { hook: PushStatus['hooks'][number]; isLast: boolean; onClose: () => void }

/** Asks before an address is ended, for what comes to it afterwards is lost. */
export function EndHookDialog({ hook, isLast, onClose }: EndHookDialogProps) {
  const t = useTranslations('push.endDialog')
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const [problem, setProblem] = useState<PushProblem | null>(null)
  const { id, lastReceivedAt } = hook
  const end = () =>
    startTransition(async () => {
      const answer = await endHookAction(id).catch(() => null)
      void queries.invalidateQueries({ queryKey: PUSH_QUERY_KEY })
      if (answer?.ok) onClose()
      else setProblem(answer?.problem ?? { kind: 'failed' })
    })
  return (
    <Dialog title={t('title')} onClose={onClose} className="max-w-md">
      <p className="text-sm">
        {t('body')} {isLast ? t('last') : null}
      </p>
      {lastReceivedAt === null ? null : (
        <p className="rounded bg-warning-soft px-3 py-2 text-sm">
          {t.rich('inUse', { age: () => <Ago at={lastReceivedAt} /> })}
        </p>
      )}
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <Button autoFocus onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="primary" disabled={isBusy} onClick={end}>
          {t('end')}
        </Button>
      </div>
    </Dialog>
  )
}
