'use client'

import Link from 'next/link'
import { unstable_rethrow } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useActionState, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '../../_components/text-field'
import { codeAction } from '../actions'
import { readStep, type StepState, type StepWay } from '../fields'
import { StepNotice } from './step-notice'

const UNTRIED: StepState = { tryNo: 0, way: 'app', notice: null }

/** Asks for the code of the app, or for a recovery code. Works as a plain form too. */
export function CodeForm({ email, next }: { email: string; next: string }) {
  const t = useTranslations('auth.step')
  const [posted, postAction] = useActionState(codeAction, UNTRIED)
  const [state, setState] = useState(posted)
  const [isBusy, startTransition] = useTransition()
  const [way, setWay] = useState<StepWay>('app')
  const isApp = way === 'app'
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const answer = await judge(state, form)
      startTransition(() => setState(answer))
    })
  }
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-1 mb-6 text-muted wrap-anywhere">{t('lead', { email })}</p>
      <form action={postAction} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <StepNotice notice={state.notice} tryNo={state.tryNo} way={state.way} />
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="way" value={way} />
        <TextField
          key={`${way} ${state.tryNo}`}
          name="code"
          label={isApp ? t('code') : t('recovery')}
          hint={isApp ? t('codeHint') : t('recoveryHint')}
          problem={state.notice?.kind === 'missing' ? t('missing') : undefined}
          inputMode={isApp ? 'numeric' : 'text'}
          autoComplete={isApp ? 'one-time-code' : 'off'}
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          maxLength={40}
          autoFocus
        />
        <Button type="submit" variant="primary" className="min-h-11" aria-disabled={isBusy}>
          {isBusy ? t('submitting') : t('submit')}
        </Button>
        <Button variant="quiet" className="min-h-11" onClick={() => setWay(isApp ? 'recovery' : 'app')}>
          {isApp ? t('useRecovery') : t('useApp')}
        </Button>
      </form>
      <p className="mt-6 border-t border-line pt-4 text-sm text-muted">{t('lost')}</p>
      <Link
        href="/login"
        className="mt-3 inline-flex min-h-6 w-fit items-center text-sm font-medium text-accent underline pointer-coarse:min-h-touch"
      >
        {t('startOver')}
      </Link>
    </>
  )
}

/** Without a network the action rejects; people are told so instead of losing the page. */
async function judge(previous: StepState, form: FormData): Promise<StepState> {
  try {
    return await codeAction(previous, form)
  } catch (error) {
    unstable_rethrow(error)
    return { tryNo: previous.tryNo + 1, way: readStep(form).way, notice: { kind: 'offline' } }
  }
}
