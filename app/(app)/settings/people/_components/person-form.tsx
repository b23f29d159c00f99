'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProveIdentity } from '@/components/ui/prove-identity'
import type { Giving, PeopleProblem, Person, ScopeWish } from '@/lib/domain/api/people'
import { type Right, type RoleName, rightsOfRole } from '@/lib/domain/rights'
import { changePersonAction, inviteAction, proveAction } from '../actions'
import type { IssuedLink } from './link-dialog'
import { RightsField } from './rights-field'
import { ScopeField } from './scope-field'
import { FIELD } from './styles'

export type PersonFormProps = {
  data: Giving
  /** Null to invite somebody. */
  person: Person | null
  onClose: () => void
  onDone: () => void
  onLink: (link: IssuedLink) => void
}

const EVERYTHING: ScopeWish = { accountId: null, group: null }

/** Role, rights and vehicles of somebody: of one who is here, or of one who is invited. Nothing typed is lost by a refusal. */
export function PersonForm({ data, person, onClose, onDone, onLink }: PersonFormProps) {
  const t = useTranslations('people')
  const [text, setText] = useState(person?.name ?? '')
  const [role, setRole] = useState<RoleName>(person?.role ?? 'viewer')
  const [rights, setRights] = useState<readonly Right[]>(
    person?.rights ?? rightsOfRole('viewer').filter((right) => data.rights.includes(right)),
  )
  const [scope, setScope] = useState<ScopeWish | 'keep'>(person === null ? EVERYTHING : 'keep')
  const [problem, setProblem] = useState<PeopleProblem | 'name' | null>(null)
  const [byMail, setByMail] = useState(false)
  const [isBusy, startTransition] = useTransition()
  const chooseRole = (next: RoleName) => {
    setRole(next)
    // What the giver does not have, they cannot give.
    setRights(rightsOfRole(next).filter((right) => data.rights.includes(right)))
  }
  const send = (mailed: boolean) => {
    if (person !== null && text.trim() === '') return setProblem('name')
    setByMail(mailed)
    startTransition(async () => {
      if (person !== null) {
        const answer = await changePersonAction(person.id, { name: text, role, rights, scope }).catch(
          () => null,
        )
        if (answer?.ok) return onDone()
        return setProblem(answer?.problem ?? 'failed')
      }
      const where = scope === 'keep' ? EVERYTHING : scope
      const made = await inviteAction({ email: text, role, rights, scope: where, byMail: mailed }).catch(
        () => null,
      )
      if (made?.ok)
        return onLink({
          email: text.trim().toLowerCase(),
          path: made.path,
          isMailed: made.isMailed,
          byMail: mailed,
        })
      setProblem(made?.problem ?? 'failed')
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(false)
  }
  const isTextWrong = problem === 'email' || problem === 'known' || problem === 'name'
  const label = person === null ? t('form.email') : t('form.name')
  return (
    <Dialog
      title={person === null ? t('form.inviteTitle') : t('form.editTitle', { name: person.name })}
      onClose={onClose}
      isHeld
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextLine
          label={label}
          type={person === null ? 'email' : 'text'}
          value={text}
          onChange={(next) => {
            setText(next)
            if (isTextWrong) setProblem(null)
          }}
          problem={isTextWrong ? t(`problems.${problem}`) : null}
        />
        <RoleField role={role} roles={data.roles} onChange={chooseRole} />
        <ScopeField value={scope} known={person?.scope ?? null} onChange={setScope} />
        <RightsField
          role={role}
          rights={rights}
          own={data.rights}
          before={person?.rights ?? []}
          onChange={setRights}
        />
        {person === null ? null : <p className="text-sm text-muted">{t('form.sessionNote')}</p>}
        <p role="alert" className="text-sm text-danger empty:hidden">
          {problem === null || isTextWrong ? null : t(`problems.${problem}`)}
        </p>
        {problem === 'unproven' ? (
          <ProveIdentity prove={proveAction} facts={undefined} onProven={() => send(byMail)} />
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          {person === null && data.canMail ? (
            <Button disabled={isBusy} onClick={() => send(true)}>
              {t('form.send')}
            </Button>
          ) : null}
          <Button type="submit" variant="primary" disabled={isBusy}>
            {person === null ? t('form.make') : t('form.save')}
          </Button>
        </div>
        {person === null && !data.canMail ? <p className="text-sm text-muted">{t('form.noMail')}</p> : null}
      </form>
    </Dialog>
  )
}

type TextLineProps = {
  label: string
  type: 'email' | 'text'
  value: string
  onChange: (text: string) => void
  problem: string | null
}

function TextLine({ label, type, value, onChange, problem }: TextLineProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={254}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
        className={FIELD}
      />
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}

type RoleFieldProps = { role: RoleName; roles: readonly RoleName[]; onChange: (role: RoleName) => void }

function RoleField({ role, roles, onChange }: RoleFieldProps) {
  const t = useTranslations('people')
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {t('form.role')}
      </label>
      <select
        id={id}
        value={role}
        aria-describedby={`${id}-about`}
        onChange={(event) => {
          const next = roles.find((each) => each === event.target.value)
          if (next !== undefined) onChange(next)
        }}
        className={FIELD}
      >
        {roles.map((each) => (
          <option key={each} value={each}>
            {t(`roles.${each}`)}
          </option>
        ))}
      </select>
      <p id={`${id}-about`} className="text-sm text-muted">
        {t(`roleAbout.${role}`)}
      </p>
    </div>
  )
}
