'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { refreshDeviceViews } from '@/lib/client/queries/device-table'
import type { DeviceView, DeviceViewSpec } from '@/lib/domain/api/device-table'
import { deleteViewAction, saveViewAction } from '../actions'
import { TextField } from './field'

const MAX_NAME = 60

export type SaveViewDialogProps = {
  /** The view that is named anew; null to keep another one. */
  kept: DeviceView | null
  spec: DeviceViewSpec
  onClose: () => void
  onSaved: (id: string) => void
}

/** A name for a view, and whether the page opens with it. */
export function SaveViewDialog({ kept, spec, onClose, onSaved }: SaveViewDialogProps) {
  const t = useTranslations('devices.views')
  const queries = useQueryClient()
  const [name, setName] = useState(kept?.name ?? '')
  const [isDefault, setDefault] = useState(kept?.isDefault ?? false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setProblem(t('nameMissing'))
    startTransition(async () => {
      const draft = { name: name.trim(), isDefault, spec: kept?.spec ?? spec }
      const answer = await saveViewAction(kept?.id ?? null, draft).catch(() => null)
      if (!answer?.ok) return setProblem(answer?.message ?? t('failed'))
      await refreshDeviceViews(queries)
      onSaved(answer.value)
      onClose()
    })
  }
  return (
    <Dialog
      title={kept ? t('renameTitle') : t('saveTitle')}
      onClose={onClose}
      isHeld={isBusy || name !== (kept?.name ?? '')}
      className="max-w-md"
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t('name')}
          value={name}
          maxLength={MAX_NAME}
          problem={problem}
          autoFocus
          onChange={({ target }) => {
            setName(target.value)
            setProblem(null)
          }}
        />
        <label className="flex min-h-6 items-center gap-2 text-sm pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={isDefault}
            onChange={({ target }) => setDefault(target.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          {t('default')}
        </label>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export type DeleteViewDialogProps = { view: DeviceView; onClose: () => void; onGone: () => void }

/** Asks before a view is gone. */
export function DeleteViewDialog({ view, onClose, onGone }: DeleteViewDialogProps) {
  const t = useTranslations('devices.views')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const remove = () =>
    startTransition(async () => {
      const answer = await deleteViewAction(view.id).catch(() => null)
      if (!answer?.ok) return setFailure(answer?.message ?? t('failed'))
      onGone()
      onClose()
      await refreshDeviceViews(queries)
    })
  return (
    <Dialog title={t('deleteTitle', { name: view.name })} onClose={onClose} className="max-w-md">
      <p className="text-sm text-muted">{t('deleteBody')}</p>
      <p role="status" className="text-sm text-danger empty:hidden">
        {failure}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" disabled={isBusy} onClick={remove}>
          {t('deleteDo')}
        </Button>
      </div>
    </Dialog>
  )
}
