'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '../../alarm-rules/_components/field'
import { useWork } from '../_hooks/use-work'
import { saveWebhookAction } from '../actions'

export type WebhookFormProps = {
  onCancel: () => void
  onSaved: (saved: { id: string; secret: string }) => void
}

/** Name and address of a new receiver. */
export function WebhookForm({ onCancel, onSaved }: WebhookFormProps) {
  const t = useTranslations('notify.webhooks')
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [isTried, setTried] = useState(false)
  const { isBusy, failure, setFailure, run } = useWork()
  const isAddress = /^https?:\/\/[^\s/]+/i.test(url.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || !isAddress) return
    run(
      () => saveWebhookAction(null, { name, url, enabled: true }),
      ({ id, secret }) => onSaved({ id, secret: secret ?? '' }),
    )
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={t('add')}
      className="space-y-3 border-t border-line px-4 py-3"
    >
      <Field
        label={t('name')}
        value={name}
        maxLength={60}
        autoComplete="off"
        problem={isTried && name.trim() === '' ? t('noName') : null}
        onChange={(event) => setName(event.target.value)}
        className="max-w-md"
      />
      <Field
        label={t('url')}
        hint={t('urlHint')}
        type="url"
        inputMode="url"
        value={url}
        maxLength={2000}
        autoComplete="off"
        placeholder="https://"
        problem={isTried && !isAddress ? t('noUrl') : failure}
        onChange={(event) => {
          setUrl(event.target.value)
          setFailure(null)
        }}
      />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('save')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
