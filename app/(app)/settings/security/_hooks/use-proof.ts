'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FactorAnswer } from '../actions'
import { useWork } from './use-work'

type Typed = { password: string; code: string }

/** Password and code as typed, what is wrong with each, and sending both. */
export function useProof(send: (typed: Typed) => Promise<FactorAnswer>) {
  const t = useTranslations('security')
  const [typed, setTyped] = useState<Typed>({ password: '', code: '' })
  const [missing, setMissing] = useState<readonly (keyof Typed)[]>([])
  const { answer, isBusy, run, forget } = useWork<FactorAnswer>()
  const wrong = answer?.kind === 'refused' ? answer.field : null
  const change = (field: keyof Typed, value: string) => {
    setTyped({ ...typed, [field]: value })
    setMissing([])
    forget()
  }
  const submit = () => {
    const blank = (['password', 'code'] as const).filter((field) => typed[field].trim() === '')
    setMissing(blank)
    forget()
    if (blank.length === 0) run(() => send(typed))
  }
  const password = missing.includes('password')
    ? t('factor.missingPassword')
    : wrong === 'password'
      ? t('factor.wrongPassword')
      : null
  const code =
    missing.includes('code') || wrong === 'no_code'
      ? t('factor.missingCode')
      : wrong === 'code'
        ? t('factor.wrongCode')
        : null
  const said = {
    throttled: () => t('throttled', { seconds: answer?.kind === 'throttled' ? answer.retryAfterS : 0 }),
    gone: () => t('factor.gone'),
    failed: () => t('failed'),
    forbidden: () => t('factor.demanded'),
    refused: () => null,
    ok: () => null,
  }
  return {
    typed,
    problems: { password, code },
    failure: answer === null ? null : said[answer.kind](),
    codes: answer?.kind === 'ok' ? answer.recoveryCodes : null,
    isBusy,
    change,
    submit,
  }
}
