'use client'

import { unstable_rethrow } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { FormField } from '@/components/connect/form-field'
import { forgetKept, keepFields, recallFields } from '@/components/connect/kept-fields'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import { type OwnerFields, ownerProblems, type ProblemsOf } from '@/lib/domain/setup'
import { type ClaimAnswer, claimAction } from '../actions'
import { StepFrame } from './step-frame'

const EMPTY: OwnerFields = { code: '', tenantName: '', name: '', email: '', password: '' }
const KEY = 'milepost-setup-owner'
/** What outlives a reload: neither the code nor the password. */
const KEPT = ['tenantName', 'name', 'email'] as const

type Notice = Exclude<ClaimAnswer, { kind: 'fields' }>

/** Who will own this installation. */
export function OwnerStep() {
  const t = useTranslations('setup')
  const { fields, problems, notice, isBusy, set, submit, formRef } = useOwnerForm()
  const field = (name: keyof OwnerFields) => ({
    name,
    label: t(`owner.${name}`),
    problem: problems[name] && t(`problems.${problems[name]}`, { min: MIN_PASSWORD_LENGTH }),
    value: fields[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  })
  const plain = { autoCapitalize: 'none', spellCheck: false }
  return (
    <StepFrame step="owner">
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <div aria-live="assertive" className="empty:hidden">
          {notice ? <NoticeBanner notice={notice} /> : null}
        </div>
        <FormField {...field('code')} {...plain} hint={t('owner.codeHint')} autoComplete="off" />
        <FormField {...field('tenantName')} hint={t('owner.tenantHint')} autoComplete="organization" />
        <FormField {...field('name')} autoComplete="name" />
        <FormField {...field('email')} {...plain} type="email" inputMode="email" autoComplete="username" />
        <FormField
          {...field('password')}
          type="password"
          autoComplete="new-password"
          hint={t('owner.passwordHint', { min: MIN_PASSWORD_LENGTH })}
        />
        <Button type="submit" variant="primary" aria-disabled={isBusy} className="self-start">
          {t(isBusy ? 'working' : 'owner.submit')}
        </Button>
      </form>
    </StepFrame>
  )
}

function NoticeBanner({ notice }: { notice: Notice }) {
  const t = useTranslations('setup.owner.notices')
  return (
    <Banner
      tone={notice.kind === 'wrongCode' ? 'danger' : 'warning'}
      title={t(`${notice.kind}.title`)}
      className="rounded"
    >
      {notice.kind === 'throttled'
        ? t('throttled.body', { seconds: notice.seconds })
        : t(`${notice.kind}.body`)}
    </Banner>
  )
}

function useOwnerForm() {
  const [fields, setFields] = useState(EMPTY)
  const [problems, setProblems] = useState<ProblemsOf<OwnerFields>>({})
  const [notice, setNotice] = useState<Notice | null>(null)
  const [isBusy, startTransition] = useTransition()
  const formRef = useRef<HTMLFormElement>(null)
  useEffect(() => setFields((now) => ({ ...now, ...recallFields(KEY, KEPT) })), [])
  useEffect(() => {
    const first = Object.keys(EMPTY).find((name) => name in problems)
    formRef.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
  }, [problems])

  const set = (change: Partial<OwnerFields>) => {
    const next = { ...fields, ...change }
    setFields(next)
    keepFields(KEY, KEPT, next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const found = ownerProblems(fields)
    setProblems(found)
    setNotice(null)
    if (Object.keys(found).length > 0) return
    startTransition(async () => {
      const answer = await ask(fields)
      if (answer.kind === 'fields') setProblems(answer.problems)
      else setNotice(answer)
    })
  }
  return { fields, problems, notice, isBusy, set, submit, formRef }
}

async function ask(fields: OwnerFields): Promise<ClaimAnswer> {
  try {
    return await claimAction(fields)
  } catch (error) {
    // On the way to the next step nothing of this one is needed any more.
    if (error instanceof Error && 'digest' in error) forgetKept(KEY)
    unstable_rethrow(error)
    return { kind: 'failed' }
  }
}
