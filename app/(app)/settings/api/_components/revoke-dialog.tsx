'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ApiToken } from '@/lib/domain/api-v1/tokens'
import { revokeTokenAction } from '../actions'

export type RevokeDialogProps = { token: ApiToken; onDone: () => void; onClose: () => void }

/** Asks once more: what a program loses cannot be given back. */
export function RevokeDialog({ token, onDone, onClose }: RevokeDialogProps) {
  const t = useTranslations('customerApi')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  function revoke(): void {
    startTransition(async () => {
      setProblem(null)
      const failed = { kind: 'failed' as const, message: t('failed') }
      const answer = await revokeTokenAction(token.id).catch(() => failed)
      onDone()
      if (answer.kind === 'ok') onClose()
      else startTransition(() => setProblem(answer.kind === 'failed' ? answer.message : t('failed')))
    })
  }
  return (
    <Dialog title={t('revokeTitle', { name: token.name })} onClose={onClose}>
      <p className="text-sm text-muted">{t('revokeAbout')}</p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" disabled={isBusy} onClick={revoke}>
          {t('revokeConfirm')}
        </Button>
      </div>
    </Dialog>
  )
}
