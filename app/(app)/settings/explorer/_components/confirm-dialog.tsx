'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ExplorerMethod, ExplorerRequest } from '@/lib/domain/api/explorer'
import { NotedText } from './noted-text'
import { ParamTable } from './param-table'

export type ConfirmDialogProps = {
  method: ExplorerMethod
  request: ExplorerRequest
  onConfirm: () => void
  onCancel: () => void
}

/** What a write will do, before it is sent. */
export function ConfirmDialog({ method, request, onConfirm, onCancel }: ConfirmDialogProps) {
  const t = useTranslations('explorer.confirm')
  const order = useTranslations('explorer.order')
  return (
    <Dialog title={method.isOrder ? order('confirmTitle') : t('title')} onClose={onCancel}>
      <div>
        <p className="font-medium">
          <NotedText text={method.summary} />
        </p>
        <p className="mt-1 text-sm text-muted">
          <NotedText text={method.docs} />
        </p>
      </div>
      <div className="rounded border border-line">
        <ParamTable params={request.params} caption={t('request')} />
      </div>
      <p className="rounded bg-warning-soft px-3 py-2 text-sm">
        {method.isOrder ? order('warning') : t('warning')}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button autoFocus onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button variant="primary" onClick={onConfirm}>
          {t('send')}
        </Button>
      </div>
    </Dialog>
  )
}
