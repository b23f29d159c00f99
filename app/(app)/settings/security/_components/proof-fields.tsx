'use client'

import { useTranslations } from 'next-intl'
import type { useProof } from '../_hooks/use-proof'
import { Field } from './field'

export type ProofFieldsProps = { proof: ReturnType<typeof useProof>; isFirst: boolean; email: string }

/** Code and password. While it is set up only the app's code will do, later a recovery code, too. */
export function ProofFields({ proof, isFirst, email }: ProofFieldsProps) {
  const t = useTranslations('security.factor')
  const { typed, problems, change } = proof
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={isFirst ? t('code') : t('anyCode')}
          hint={isFirst ? t('codeHint') : undefined}
          value={typed.code}
          problem={problems.code}
          inputMode={isFirst ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          maxLength={40}
          spellCheck={false}
          onChange={(event) => change('code', event.target.value)}
        />
        <Field
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={typed.password}
          problem={problems.password}
          onChange={(event) => change('password', event.target.value)}
        />
      </div>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <p role="status" className="text-sm text-danger empty:hidden">
        {proof.failure}
      </p>
    </>
  )
}
