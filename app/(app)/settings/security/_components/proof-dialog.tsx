'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useProof } from '../_hooks/use-proof'
import { renewCodesAction, turnOffAction } from '../actions'
import { CodesShown } from './codes-shown'
import { ProofFields } from './proof-fields'

export type ProofDialogProps = { purpose: 'turnOff' | 'renew'; email: string; onClose: () => void }

/** Turns the second step off, or makes new recovery codes: both only with password and code. */
export function ProofDialog({ purpose, email, onClose }: ProofDialogProps) {
  const t = useTranslations('security')
  const isOff = purpose === 'turnOff'
  const proof = useProof(isOff ? turnOffAction : renewCodesAction)
  const isTurnedOff = isOff && proof.codes !== null
  useEffect(() => {
    if (isTurnedOff) onClose()
  }, [isTurnedOff, onClose])
  if (!isOff && proof.codes !== null)
    return <CodesShown codes={proof.codes} email={email} onClose={onClose} />
  return (
    <Dialog title={isOff ? t('factor.turnOffTitle') : t('factor.renewTitle')} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          proof.submit()
        }}
      >
        <p className="text-sm text-muted">{isOff ? t('factor.turnOffBody') : t('factor.renewBody')}</p>
        <ProofFields proof={proof} isFirst={false} email={email} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={proof.isBusy}>
            {isOff ? t('factor.turnOff') : t('factor.renew')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
