'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { FormField } from '@/components/connect/form-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { renameConnectionAction } from '../admin-actions'

export type RenameDialogProps = { connection: { id: string; name: string }; onClose: () => void }

export function RenameDialog({ connection, onClose }: RenameDialogProps) {
  const t = useTranslations('connection')
  const queries = useQueryClient()
  const [name, setName] = useState(connection.name)
  const [problem, setProblem] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setProblem(t('fields.missing'))
    startTransition(async () => {
      const answer = await renameConnectionAction(connection.id, name).catch(() => null)
      await queries.invalidateQueries({ queryKey: ['connections'] })
      if (answer?.ok) onClose()
      else setProblem(t(`problems.${answer?.problem ?? 'failed'}`))
    })
  }
  return (
    <Dialog title={t('manage.renameTitle')} onClose={onClose} className="max-w-md">
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <FormField
          label={t('manage.name')}
          value={name}
          maxLength={80}
          autoComplete="off"
          problem={problem}
          onChange={(event) => {
            setName(event.target.value)
            setProblem(undefined)
          }}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('manage.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('manage.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
