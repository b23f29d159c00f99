'use client'

import { useTranslations } from 'next-intl'
import type { PersonDraft, PersonProblem } from '../_hooks/use-person-draft'
import { Field, FieldGroup } from './field'
import { PermissionFields } from './permission-fields'

export type PersonFieldsProps = {
  person: PersonDraft
  problems: readonly PersonProblem[]
  /** What stood in a field before may stay at the vendor when the field is emptied. */
  mayStay: boolean
  onChange: (part: Partial<PersonDraft>) => void
}

/** Name, contact and permissions, which new and old accounts have alike. */
export function PersonFields({ person, problems, mayStay, onChange }: PersonFieldsProps) {
  const t = useTranslations('accounts.form')
  const problem = (which: PersonProblem) => (problems.includes(which) ? t(`problems.${which}`) : null)
  const hint = mayStay ? t('mayStay') : undefined
  return (
    <>
      <FieldGroup title={t('personTitle')}>
        <Field
          label={t('name')}
          value={person.name}
          maxLength={100}
          required
          autoComplete="off"
          problem={problem('name')}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <Field
          label={t('company')}
          value={person.companyName}
          maxLength={100}
          autoComplete="off"
          hint={hint}
          onChange={(event) => onChange({ companyName: event.target.value })}
        />
        <Field
          label={t('contact')}
          value={person.contactPerson}
          maxLength={100}
          autoComplete="off"
          hint={hint}
          onChange={(event) => onChange({ contactPerson: event.target.value })}
        />
        <Field
          label={t('phone')}
          type="tel"
          value={person.phone}
          maxLength={40}
          autoComplete="off"
          hint={hint}
          onChange={(event) => onChange({ phone: event.target.value })}
        />
        <Field
          label={t('email')}
          type="email"
          value={person.email}
          maxLength={120}
          required
          autoComplete="off"
          problem={problem('email')}
          onChange={(event) => onChange({ email: event.target.value })}
        />
      </FieldGroup>
      <PermissionFields
        permissions={person.permissions}
        problem={problem('permissions')}
        onChange={(permissions) => onChange({ permissions })}
      />
    </>
  )
}
