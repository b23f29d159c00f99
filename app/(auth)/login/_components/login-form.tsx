'use client'

import Link from 'next/link'
import { unstable_rethrow } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { signInAction } from '../actions'
import { findProblems, hasProblems, readFields, type SignInState } from '../fields'
import { type DemoLogin, DemoLogins } from './demo-logins'
import { LoginNotice } from './login-notice'
import { PasswordField } from './password-field'
import { TextField } from './text-field'

const UNTRIED: SignInState = { tryNo: 0, email: '', problems: {}, notice: null }

/**
 * Works as a plain form before or without scripts; with them it answers in place and keeps what was typed.
 * Fields are uncontrolled, so that nothing typed before the scripts arrive is lost.
 */
export function LoginForm({ next, demoLogins }: { next: string; demoLogins: DemoLogin[] }) {
  const t = useTranslations('auth')
  const [posted, postAction] = useActionState(signInAction, UNTRIED)
  const [state, setState] = useState(posted)
  const [pending, startTransition] = useTransition()
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const submitButton = useRef<HTMLButtonElement>(null)

  useEffect(() => focusWhereNeeded(state, email.current, password.current), [state])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget)
    const fields = readFields(form)
    const problems = findProblems(fields)
    if (hasProblems(problems)) {
      setState({ tryNo: state.tryNo + 1, email: fields.email, problems, notice: null })
      return
    }
    startTransition(async () => {
      const answer = await askServer(state, form)
      startTransition(() => setState(answer))
    })
  }

  function fillIn(login: DemoLogin) {
    if (email.current) email.current.value = login.email
    if (password.current) password.current.value = login.password
    setState(UNTRIED)
    submitButton.current?.focus()
  }

  return (
    <>
      <form action={postAction} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <LoginNotice notice={state.notice} tryNo={state.tryNo} />
        <input type="hidden" name="next" value={next} />
        <TextField
          ref={email}
          name="email"
          type="email"
          label={t('email')}
          problem={state.problems.email && t(state.problems.email)}
          defaultValue={posted.email}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          inputMode="email"
        />
        <PasswordField
          ref={password}
          label={t('password')}
          problem={state.problems.password && t(state.problems.password)}
        />
        <Button
          ref={submitButton}
          type="submit"
          variant="primary"
          className="min-h-11"
          aria-disabled={pending}
        >
          {pending ? t('submitting') : t('submit')}
        </Button>
      </form>
      <Link href="/forgot" className={FORGOT}>
        {t('forgotLink')}
      </Link>
      {demoLogins.length > 0 && <DemoLogins logins={demoLogins} onChoose={fillIn} />}
    </>
  )
}

const FORGOT =
  'mt-3 inline-flex min-h-6 w-fit items-center text-sm font-medium text-accent underline pointer-coarse:min-h-touch'

async function askServer(state: SignInState, form: FormData): Promise<SignInState> {
  try {
    return await signInAction(state, form)
  } catch (error) {
    unstable_rethrow(error)
    return {
      tryNo: state.tryNo + 1,
      email: readFields(form).email,
      problems: {},
      notice: { kind: 'offline' },
    }
  }
}

function focusWhereNeeded(
  state: SignInState,
  email: HTMLInputElement | null,
  password: HTMLInputElement | null,
) {
  if (state.tryNo === 0) return
  if (state.problems.email) email?.focus()
  else if (state.problems.password) password?.focus()
  else if (state.notice?.kind === 'refused') password?.select()
}
