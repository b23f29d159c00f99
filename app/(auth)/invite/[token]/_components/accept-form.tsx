'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState, useTransition } from 'react'
import { Button, buttonClasses } from '@/components/ui/button'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import { type AcceptAnswer, acceptAction } from '../actions'
import { GoneNote } from './gone-note'

/** Name and password of who is invited; what is wrong is said at its field, and nothing typed is lost. */
export function AcceptForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('invite')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [answer, setAnswer] = useState<AcceptAnswer | null>(null)
  const [isBusy, startTransition] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () =>
      setAnswer(await acceptAction({ token, name, password }).catch(() => ({ kind: 'failed' as const }))),
    )
  }
  if (answer?.kind === 'ok') return <DoneNote email={email} />
  if (answer?.kind === 'gone') return <GoneNote />
  const unfit = answer?.kind === 'unfit' ? answer.problem : null
  const words = unfit === null ? null : t(`problems.${unfit}`, { count: MIN_PASSWORD_LENGTH })
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Line
        label={t('name')}
        type="text"
        autoComplete="name"
        value={name}
        onChange={setName}
        problem={unfit === 'name' ? words : null}
      />
      {/* So that password managers know whose password it is. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Line
        label={t('password')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        hint={t('passwordHint', { count: MIN_PASSWORD_LENGTH })}
        problem={unfit === 'name' ? null : words}
      />
      <p role="alert" className="text-sm text-danger empty:hidden">
        {answer?.kind === 'throttled' ? t('problems.throttled', { seconds: answer.retryAfterS }) : null}
        {answer?.kind === 'failed' ? t('problems.failed') : null}
        {answer?.kind === 'taken' ? t('problems.taken', { email }) : null}
      </p>
      <Button type="submit" variant="primary" disabled={isBusy} className="h-11">
        {isBusy ? t('busy') : t('submit')}
      </Button>
    </form>
  )
}

function DoneNote({ email }: { email: string }) {
  const t = useTranslations('invite')
  return (
    <div role="status" className="flex flex-col items-start gap-4">
      <div>
        <h2 className="text-lg font-semibold">{t('doneTitle')}</h2>
        <p className="mt-1 text-muted">{t('doneBody', { email })}</p>
      </div>
      <Link href="/login" className={buttonClasses({ variant: 'primary' })}>
        {t('signIn')}
      </Link>
    </div>
  )
}

type LineProps = {
  label: string
  type: 'text' | 'password'
  autoComplete: string
  value: string
  onChange: (text: string) => void
  problem: string | null
  hint?: string
}

function Line({ label, problem, hint, onChange, ...input }: LineProps) {
  const id = useId()
  const note = problem ?? hint
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className="h-11 w-full rounded border border-line-strong bg-panel px-3 text-lg text-ink hover:border-ink aria-invalid:border-danger sm:text-base"
      />
      {note === undefined ? null : (
        <p id={`${id}-note`} className={problem === null ? 'text-sm text-muted' : 'text-sm text-danger'}>
          {note}
        </p>
      )}
    </div>
  )
}
