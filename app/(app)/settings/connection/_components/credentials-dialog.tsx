'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { FormField } from '@/components/connect/form-field'
import { HealthNote } from '@/components/connect/outcome-note'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { changeCredentialsAction } from '../admin-actions'

export type CredentialsDialogProps = { connectionId: string; onClose: () => void; onChanged: () => void }

const EMPTY = { appKey: '', appSecret: '', password: '' }
const NAMES = ['appKey', 'appSecret', 'password'] as const

/** Other credentials for a connection. What stands there now is never shown. */
export function CredentialsDialog({ connectionId, onClose, onChanged }: CredentialsDialogProps) {
  const t = useTranslations('connection')
  const queries = useQueryClient()
  const [fields, setFields] = useState(EMPTY)
  const [health, setHealth] = useState<UpstreamHealthKind | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const save = (event: FormEvent) => {
    event.preventDefault()
    setHealth(null)
    setProblem(null)
    if (NAMES.every((name) => fields[name] === '')) return setProblem(t('manage.changeNone'))
    startTransition(async () => {
      const answer = await changeCredentialsAction(connectionId, fields).catch(() => null)
      await queries.invalidateQueries({ queryKey: ['connections'] })
      if (!answer?.ok) setProblem(t(`problems.${answer?.problem ?? 'failed'}`))
      else if (answer.value.kind === 'refused') setHealth(answer.value.health)
      else onChanged()
    })
  }
  return (
    <Dialog isHeld title={t('manage.changeTitle')} onClose={onClose} className="max-w-lg">
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t('manage.changeLead')}</p>
        {NAMES.map((name) => (
          <FormField
            key={name}
            type="password"
            autoComplete="new-password"
            label={t(`fields.${name}`)}
            value={fields[name]}
            maxLength={512}
            onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
          />
        ))}
        <div aria-live="polite" className="empty:hidden">
          {problem ? <Banner tone="danger" title={problem} className="rounded" /> : null}
          {health ? <HealthNote health={health} /> : null}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('manage.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t(isBusy ? 'manage.testing' : 'manage.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
