'use client'

import { useTranslations } from 'next-intl'
import { CredentialFields } from '@/components/connect/credential-fields'
import { OutcomeNote } from '@/components/connect/outcome-note'
import type { AccountForm } from '@/components/connect/use-account-form'
import { Button } from '@/components/ui/button'

export type AccountStepProps = { form: AccountForm; onBack: () => void }

export function AccountStep({ form, onBack }: AccountStepProps) {
  const t = useTranslations('setup')
  const tPlace = useTranslations('connection.place')
  const place = form.fields.place
  const where = PLACES.find((known) => known === place) ?? 'anywhere'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
      className="flex flex-col gap-5"
    >
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-muted">{t('account.where')}</span>
        <strong className="font-medium wrap-anywhere">
          {where === 'other' ? form.fields.baseUrl || tPlace('other') : tPlace(where)}
        </strong>
        <Button size="sm" onClick={onBack}>
          {t('account.change')}
        </Button>
      </p>
      {form.problems.baseUrl ? (
        <p role="alert" className="text-sm text-danger">
          {t(`problems.${form.problems.baseUrl}`, { min: 0 })}
        </p>
      ) : null}
      <CredentialFields form={form} />
      <OutcomeNote form={form} />
      <Button type="submit" variant="primary" aria-disabled={form.isBusy} className="self-start">
        {t(form.isBusy ? 'account.testing' : 'account.submit')}
      </Button>
    </form>
  )
}

const PLACES = ['anywhere', 'hk', 'eu', 'us', 'ts', 'other'] as const
