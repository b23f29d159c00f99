'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ACCOUNT_LOGIN, NEW_ACCOUNT_KINDS, type NewAccountKind } from '@/lib/domain/account'
import { ACCOUNT_PASSWORD, type AccountNode } from '@/lib/domain/api/accounts'
import { type PersonDraft, personProblems, usePersonDraft } from '../_hooks/use-person-draft'
import { type AccountAnswer, createAccountAction } from '../actions'
import { Field, FieldGroup } from './field'
import { FormFrame } from './form-frame'
import { PersonFields } from './person-fields'

export type CreateFormProps = {
  parent: AccountNode
  onMade: (id: string) => Promise<void>
  onCancel: () => void
}

/** The vendor's own example: sign in on both ways, and send commands. */
const NOBODY: PersonDraft = {
  name: '',
  email: '',
  phone: '',
  contactPerson: '',
  companyName: '',
  permissions: {
    webLogin: true,
    appLogin: true,
    sendCommands: true,
    setWorkingMode: false,
    editOnWeb: false,
    editInApp: false,
  },
}

type Failure = Extract<AccountAnswer, { ok: false }>

/** A new account below another. */
export function CreateForm({ parent, onMade, onCancel }: CreateFormProps) {
  const t = useTranslations('accounts.form')
  const tCreate = useTranslations('accounts.create')
  const { person, change } = usePersonDraft(NOBODY)
  const [access, setAccess] = useState({ login: '', password: '', kind: 'user' as NewAccountKind })
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, start] = useTransition()
  const { login, password, kind } = access
  const problems = personProblems(person)
  const isLoginWrong = !ACCOUNT_LOGIN.test(login)
  const isPasswordWrong = password.length < ACCOUNT_PASSWORD.min
  const refused = (field: 'login' | 'kind') => (failure?.field === field ? failure.message : null)

  const set = (part: Partial<typeof access>) => {
    setFailure(null)
    setAccess({ ...access, ...part })
  }
  const save = () => {
    setTried(true)
    if (problems.length > 0 || isLoginWrong || isPasswordWrong) return
    start(async () => {
      setFailure(null)
      const answer = await createAccountAction({ parentId: parent.id, ...access, ...person }).catch(
        () => null,
      )
      if (answer?.ok) await onMade(answer.value)
      else setFailure(answer ?? { ok: false, message: t('noAnswer'), field: null })
    })
  }

  return (
    <FormFrame
      title={tCreate('title')}
      lead={tCreate.rich('below', { name: () => <bdi className="font-medium text-ink">{parent.name}</bdi> })}
      submit={tCreate('submit')}
      failure={failure !== null && failure.field === null ? failure.message : null}
      isBusy={isBusy}
      onSubmit={save}
      onCancel={onCancel}
    >
      <FieldGroup title={t('accessTitle')}>
        <Field
          label={t('login')}
          value={login}
          maxLength={30}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint={t('loginHint')}
          problem={isTried && isLoginWrong ? t('problems.login') : refused('login')}
          onChange={(event) => set({ login: event.target.value })}
        />
        <Field
          label={t('password')}
          type="password"
          value={password}
          maxLength={ACCOUNT_PASSWORD.max}
          required
          autoComplete="new-password"
          hint={t('passwordHint', { count: ACCOUNT_PASSWORD.min })}
          problem={
            isTried && isPasswordWrong ? t('problems.password', { count: ACCOUNT_PASSWORD.min }) : null
          }
          onChange={(event) => set({ password: event.target.value })}
        />
        <KindField kind={kind} problem={refused('kind')} onChange={(next) => set({ kind: next })} />
      </FieldGroup>
      <PersonFields person={person} problems={isTried ? problems : []} mayStay={false} onChange={change} />
    </FormFrame>
  )
}

type KindFieldProps = {
  kind: NewAccountKind
  problem: string | null
  onChange: (kind: NewAccountKind) => void
}

function KindField({ kind, problem, onChange }: KindFieldProps) {
  const t = useTranslations('accounts')
  return (
    <fieldset aria-describedby="account-kind-note" className="flex min-w-0 flex-col gap-1 sm:col-span-2">
      <legend className="mb-1 text-sm font-medium">{t('form.kind')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {NEW_ACCOUNT_KINDS.map((each) => (
          <label
            key={each}
            className="flex cursor-pointer items-start gap-2 rounded border border-line p-2.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="account-kind"
              checked={each === kind}
              onChange={() => onChange(each)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="block text-sm font-medium">{t(`kinds.${each}`)}</span>
              <span className="block text-sm text-muted">{t(`kindHints.${each}`)}</span>
            </span>
          </label>
        ))}
      </div>
      <p id="account-kind-note" className="text-sm text-danger">
        {problem}
      </p>
    </fieldset>
  )
}
