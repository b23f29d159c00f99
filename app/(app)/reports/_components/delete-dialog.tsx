'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { REPORTS_QUERY_KEY } from '@/lib/client/queries/reports'
import { deleteDefinitionAction, deleteScheduleAction } from '../actions'

export type DeleteDialogProps = {
  what: 'definition' | 'schedule'
  id: string
  title: string
  body: string
  doWord: string
  onClose: () => void
  onDeleted?: () => void
}

/** Asks before something is gone for good. */
export function DeleteDialog({ what, id, title, body, doWord, onClose, onDeleted }: DeleteDialogProps) {
  const t = useTranslations('reports.saved')
  const tFailures = useTranslations('reports.failures')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const remove = () =>
    startTransition(async () => {
      const action = what === 'definition' ? deleteDefinitionAction : deleteScheduleAction
      const answer = await action(id).catch(() => null)
      await queries.invalidateQueries({ queryKey: REPORTS_QUERY_KEY })
      if (!answer?.ok) return setFailure(answer?.message ?? tFailures(answer?.why ?? 'failed'))
      onDeleted?.()
      onClose()
    })
  return (
    <Dialog title={title} onClose={onClose} className="max-w-md">
      <p className="text-sm text-muted">{body}</p>
      <p role="status" className="text-sm text-danger empty:hidden">
        {failure}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" disabled={isBusy} onClick={remove}>
          {doWord}
        </Button>
      </div>
    </Dialog>
  )
}
