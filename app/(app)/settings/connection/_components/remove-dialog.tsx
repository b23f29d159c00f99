'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { FormField } from '@/components/connect/form-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { removeConnectionAction } from '../admin-actions'

export type RemoveDialogProps = { connection: ConnectionStatus; onClose: () => void }

/** Says what goes with a connection, and asks for its name. */
export function RemoveDialog({ connection, onClose }: RemoveDialogProps) {
  const t = useTranslations('connection')
  const formats = useFormats()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const { accounts, devices } = connection.roster
  const remove = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== connection.name.trim()) return setProblem(t('manage.removeMismatch'))
    startTransition(async () => {
      const answer = await removeConnectionAction(connection.id, typed).catch(() => null)
      await queries.invalidateQueries({ queryKey: ['connections'] })
      if (answer?.ok) onClose()
      else setProblem(t(`problems.${answer?.problem ?? 'failed'}`))
    })
  }
  return (
    <Dialog title={t('manage.removeTitle', { name: connection.name })} onClose={onClose} className="max-w-lg">
      <form noValidate onSubmit={remove} className="flex flex-col gap-4">
        <p className="text-sm">
          {t('manage.removeGoes', {
            devices: formats.number(devices),
            deviceCount: devices,
            accounts: formats.number(accounts),
            accountCount: accounts,
          })}
        </p>
        <p className="rounded bg-warning-soft px-3 py-2 text-sm">{t('manage.removeInstead')}</p>
        <FormField
          label={t('manage.removeType')}
          value={typed}
          autoComplete="off"
          problem={problem}
          onChange={(event) => {
            setTyped(event.target.value)
            setProblem(undefined)
          }}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('manage.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('manage.remove')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
