'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { findPasswordProblem, MIN_PASSWORD_LENGTH, type PasswordProblem } from '@/lib/domain/credentials'
import { useWork } from '../_hooks/use-work'
import { changePasswordAction, type PasswordAnswer } from '../actions'
import { Field } from './field'

type Problems = { current?: 'missing' | 'wrong'; next?: PasswordProblem | 'same' }

const BLANK = { current: '', next: '' }

/** Another password, with the one of now. */
export function PasswordCard({ email }: { email: string }) {
  const t = useTranslations('security')
  const [typed, setTyped] = useState(BLANK)
  const [found, setFound] = useState<Problems>({})
  const { answer, isBusy, run, forget } = useWork<PasswordAnswer>()
  const problems = answer === null ? found : { ...found, ...problemsOf(answer) }
  const change = (field: keyof typeof BLANK) => (value: string) => {
    setTyped({ ...typed, [field]: value })
    setFound({})
    forget()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = check(typed, email)
    setFound(wrong)
    forget()
    if (wrong.current !== undefined || wrong.next !== undefined) return
    run(async () => {
      const done = await changePasswordAction(typed)
      if (done.kind === 'ok') setTyped(BLANK)
      return done
    })
  }
  const words = (problem: Problems['current' | 'next']) =>
    problem === undefined ? null : t(`password.problems.${problem}`, { min: MIN_PASSWORD_LENGTH })
  return (
    <Card title={t('password.title')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 border-t border-line px-4 py-4">
        <p className="text-sm text-muted">{t('password.about')}</p>
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('password.current')}
            type="password"
            autoComplete="current-password"
            value={typed.current}
            problem={words(problems.current)}
            onChange={(event) => change('current')(event.target.value)}
          />
          <Field
            label={t('password.next')}
            type="password"
            autoComplete="new-password"
            value={typed.next}
            hint={t('password.hint', { min: MIN_PASSWORD_LENGTH })}
            problem={words(problems.next)}
            onChange={(event) => change('next')(event.target.value)}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('password.save')}
          </Button>
          <p role="status" className="text-sm text-muted">
            {answer?.kind === 'ok' ? t('password.saved') : null}
            {answer?.kind === 'throttled' ? t('throttled', { seconds: answer.retryAfterS }) : null}
            {answer?.kind === 'failed' ? t('failed') : null}
          </p>
        </div>
      </form>
    </Card>
  )
}

function check({ current, next }: typeof BLANK, email: string): Problems {
  const problem = current !== '' && current === next ? 'same' : findPasswordProblem(next, email)
  return { ...(current === '' ? { current: 'missing' } : {}), ...(problem === null ? {} : { next: problem }) }
}

function problemsOf(answer: PasswordAnswer): Problems {
  if (answer.kind === 'wrong') return { current: 'wrong' }
  return answer.kind === 'unfit' ? { next: answer.problem } : {}
}
