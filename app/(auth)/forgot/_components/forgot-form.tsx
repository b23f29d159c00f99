'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { LoginNotice } from '../../login/_components/login-notice'
import { TextField } from '../../login/_components/text-field'
import { forgotAction } from '../actions'
import type { ForgotState } from '../fields'

const UNTRIED: ForgotState = { tryNo: 0, email: '', problem: null, notice: null, isSent: false }

/** The address, and then the same words for everybody. */
export function ForgotForm() {
  const t = useTranslations('auth')
  const [state, action, isBusy] = useActionState(forgotAction, UNTRIED)
  if (state.isSent)
    return (
      <div role="status" className="rounded bg-sunken px-4 py-3 text-sm">
        <p className="font-semibold">{t('forgot.sentTitle')}</p>
        <p className="mt-1 wrap-anywhere">{t('forgot.sent', { email: state.email.trim() })}</p>
      </div>
    )
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      <LoginNotice notice={state.notice} tryNo={state.tryNo} />
      <TextField
        key={state.tryNo}
        name="email"
        type="email"
        label={t('email')}
        problem={state.problem === null ? undefined : t(state.problem)}
        defaultValue={state.email}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        inputMode="email"
      />
      <Button type="submit" variant="primary" className="min-h-11" aria-disabled={isBusy}>
        {isBusy ? t('forgot.submitting') : t('forgot.submit')}
      </Button>
    </form>
  )
}
