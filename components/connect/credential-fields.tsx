'use client'

import { useTranslations } from 'next-intl'
import type { AccountFields } from '@/lib/domain/setup'
import { FormField } from './form-field'
import type { AccountForm } from './use-account-form'

/** App key, secret, account and password. Secrets are typed unseen and never shown again. */
export function CredentialFields({ form, withName = false }: { form: AccountForm; withName?: boolean }) {
  const t = useTranslations('connection')
  const field = (name: keyof AccountFields) => ({
    label: t(`fields.${name === 'password' ? 'password' : name === 'account' ? 'account' : name}`),
    problem: form.problems[name] && t(`fields.${form.problems[name]}`),
    value: form.fields[name],
    onChange: (event: { target: { value: string } }) => form.set({ [name]: event.target.value }),
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
  })
  const secret = { type: 'password', autoComplete: 'new-password' }
  return (
    <div className="flex flex-col gap-4">
      {withName ? <FormField {...field('name')} hint={t('fields.nameHint')} maxLength={80} /> : null}
      <FormField {...field('appKey')} {...secret} hint={t('fields.appKeyHint')} />
      <FormField {...field('appSecret')} {...secret} />
      <FormField {...field('account')} hint={t('fields.accountHint')} maxLength={80} />
      <FormField {...field('password')} {...secret} hint={t('fields.passwordHint')} />
    </div>
  )
}
