'use client'

import { useTranslations } from 'next-intl'
import { useActionState, useRef } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import { LoginNotice } from '../../../login/_components/login-notice'
import { PasswordField } from '../../../login/_components/password-field'
import { resetAction } from '../actions'
import type { ResetState } from '../fields'

const UNTRIED: ResetState = { tryNo: 0, problem: null, notice: null }

/** One field with an eye beside it: typing twice what one can look at helps nobody. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('auth.reset')
  const [{ notice, problem, tryNo }, action, isBusy] = useActionState(resetAction, UNTRIED)
  const password = useRef<HTMLInputElement>(null)
  return (
    <form action={action} noValidate className="flex flex-col gap-4">
      {notice?.kind === 'gone' ? (
        <div aria-live="assertive">
          <Banner tone="warning" title={t('goneTitle')} className="rounded">
            {t('gone')}
          </Banner>
        </div>
      ) : (
        <LoginNotice notice={notice} tryNo={tryNo} />
      )}
      <input type="hidden" name="token" value={token} />
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        ref={password}
        label={t('password')}
        autoComplete="new-password"
        hint={t('hint', { min: MIN_PASSWORD_LENGTH })}
        problem={problem === null ? undefined : t(`problems.${problem}`, { min: MIN_PASSWORD_LENGTH })}
      />
      <Button type="submit" variant="primary" className="min-h-11" aria-disabled={isBusy}>
        {isBusy ? t('submitting') : t('submit')}
      </Button>
    </form>
  )
}
