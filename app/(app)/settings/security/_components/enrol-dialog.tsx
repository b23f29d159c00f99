'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { AuthenticatorKey } from '@/components/domain/authenticator-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useProof } from '../_hooks/use-proof'
import { confirmEnrolmentAction, type EnrolmentAnswer, openEnrolmentAction } from '../actions'
import { CodesShown } from './codes-shown'
import { ProofFields } from './proof-fields'

/** Sets the second step up: scan, type the first code, keep the recovery codes. */
export function EnrolDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const t = useTranslations('security')
  const begun = useEnrolment()
  const proof = useProof(confirmEnrolmentAction)
  if (proof.codes !== null) return <CodesShown codes={proof.codes} email={email} onClose={onClose} />
  return (
    <Dialog isHeld title={t('factor.setUpTitle')} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          proof.submit()
        }}
      >
        {begun?.kind === 'ok' ? (
          <>
            <AuthenticatorKey enrolment={begun.enrolment} />
            <ProofFields proof={proof} isFirst email={email} />
          </>
        ) : (
          <p role="status" className="text-sm text-muted">
            {begun === null ? t('factor.preparing') : begun.kind === 'gone' ? t('factor.gone') : t('failed')}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          {begun?.kind === 'ok' ? (
            <Button type="submit" variant="primary" disabled={proof.isBusy}>
              {t('factor.confirm')}
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  )
}

/** Asked for once, when the window opens; null until the answer is there. */
function useEnrolment(): EnrolmentAnswer | null {
  const [begun, setBegun] = useState<EnrolmentAnswer | null>(null)
  useEffect(() => {
    let isOver = false
    openEnrolmentAction()
      .catch(() => ({ kind: 'failed' as const }))
      .then((answer) => {
        if (!isOver) setBegun(answer)
      })
    return () => {
      isOver = true
    }
  }, [])
  return begun
}
