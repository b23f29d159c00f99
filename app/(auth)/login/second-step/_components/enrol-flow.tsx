'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { AuthenticatorKey } from '@/components/domain/authenticator-key'
import { RecoveryCodes } from '@/components/domain/recovery-codes'
import { Button } from '@/components/ui/button'
import type { Enrolment } from '@/lib/domain/api/security'
import { TextField } from '../../_components/text-field'
import { continueAction, enrolAction } from '../actions'
import type { EnrolState } from '../fields'
import { StepNotice } from './step-notice'

const UNTRIED: EnrolState = { tryNo: 0, notice: null, recoveryCodes: null }

export type EnrolFlowProps = { email: string; next: string; enrolment: Enrolment | null }

/**
 * Sets up the second factor a role demands, shows the recovery codes, and goes in. `enrolment` is null once it is on: the codes
 * stay as long as the page, which is what the answer of the action brought.
 */
export function EnrolFlow({ email, next, enrolment }: EnrolFlowProps) {
  const t = useTranslations('auth.enrol')
  const [state, action, isBusy] = useActionState(enrolAction, UNTRIED)
  const isOn = enrolment === null || state.recoveryCodes !== null
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{isOn ? t('on') : t('title')}</h1>
      {isOn ? null : <p className="mt-1 mb-6 text-muted">{t('lead')}</p>}
      {isOn ? (
        <div className="mt-4 flex flex-col gap-4">
          {state.recoveryCodes === null ? (
            <p className="text-muted">{t('onBefore')}</p>
          ) : (
            <RecoveryCodes codes={state.recoveryCodes} email={email} />
          )}
          <form action={continueAction}>
            <input type="hidden" name="next" value={next} />
            <Button type="submit" variant="primary" className="min-h-11 w-full">
              {t('continue')}
            </Button>
          </form>
        </div>
      ) : (
        <form action={action} noValidate className="flex flex-col gap-4">
          <StepNotice notice={state.notice} tryNo={state.tryNo} way="app" />
          <AuthenticatorKey enrolment={enrolment} />
          <FirstCode key={state.tryNo} isMissing={state.notice?.kind === 'missing'} />
          <Button type="submit" variant="primary" className="min-h-11" aria-disabled={isBusy}>
            {t('confirm')}
          </Button>
        </form>
      )}
    </>
  )
}

function FirstCode({ isMissing }: { isMissing: boolean }) {
  const t = useTranslations('security.factor')
  return (
    <TextField
      name="code"
      label={t('code')}
      hint={t('codeHint')}
      problem={isMissing ? t('missingCode') : undefined}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
    />
  )
}
