'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { refreshDeviceGroups, refreshDeviceTable } from '@/lib/client/queries/device-table'
import type { DeviceGroups } from '@/lib/domain/api/device-table'
import { type DevicesAnswer, deleteGroupAction, saveGroupAction } from '../actions'
import { TextField } from './field'

const MAX_NAME = 50

export type GroupLineProps = {
  accountId: string
  group: DeviceGroups['groups'][number]
  canEdit: boolean
  onShow: () => void
}

/** A group with its devices; its line turns into a form to rename it, or asks before it is deleted. */
export function GroupLine({ accountId, group, canEdit, onShow }: GroupLineProps) {
  const t = useTranslations('devices.groups')
  const queries = useQueryClient()
  const [mode, setMode] = useState<'shown' | 'renamed' | 'deleted'>('shown')
  const [name, setName] = useState(group.name)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const run = (work: () => Promise<DevicesAnswer<unknown>>) =>
    startTransition(async () => {
      const answer = await work().catch(() => null)
      if (!answer?.ok) return setProblem(answer?.message ?? t('actionFailed'))
      setMode('shown')
      await Promise.all([refreshDeviceGroups(queries), refreshDeviceTable(queries)])
    })
  const begin = (next: typeof mode) => {
    setProblem(null)
    setName(group.name)
    setMode(next)
  }
  const rename = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setProblem(t('nameMissing'))
    run(() => saveGroupAction(accountId, group.id, name.trim()))
  }
  if (mode === 'renamed')
    return (
      <li className="p-2">
        <form noValidate onSubmit={rename} className="flex items-start gap-2">
          <TextField
            label={t('name')}
            value={name}
            maxLength={MAX_NAME}
            problem={problem}
            autoFocus
            className="grow"
            onChange={({ target }) => {
              setName(target.value)
              setProblem(null)
            }}
          />
          <Button type="submit" variant="primary" className="mt-5 h-9" disabled={isBusy}>
            {t('save')}
          </Button>
          <Button className="mt-5 h-9" onClick={() => begin('shown')}>
            {t('cancel')}
          </Button>
        </form>
      </li>
    )
  if (mode === 'deleted')
    return (
      <li className="space-y-2 p-3">
        <p className="text-sm font-medium">{t('deleteTitle', { name: group.name })}</p>
        <p className="text-sm text-muted">{t('deleteBody')}</p>
        <p role="status" className="text-sm text-danger empty:hidden">
          {problem}
        </p>
        <div className="flex gap-2">
          <Button
            variant="primary"
            disabled={isBusy}
            onClick={() => run(() => deleteGroupAction(accountId, group.id))}
          >
            {t('deleteDo')}
          </Button>
          <Button onClick={() => begin('shown')}>{t('cancel')}</Button>
        </div>
      </li>
    )
  return (
    <li className="flex min-h-11 items-center gap-1 ps-3 pe-1">
      <button
        type="button"
        onClick={onShow}
        title={t('show', { name: group.name })}
        className="min-w-0 grow truncate py-1 text-start text-sm font-medium text-ink hover:text-accent"
      >
        <bdi>{group.name}</bdi>
      </button>
      <span className="shrink-0 text-sm text-muted tabular-nums">
        {t('count', { count: group.deviceCount })}
      </span>
      {canEdit ? (
        <>
          <Button
            size="icon"
            variant="quiet"
            aria-label={t('rename', { name: group.name })}
            onClick={() => begin('renamed')}
          >
            <Pencil aria-hidden className="size-4" />
          </Button>
          <Button
            size="icon"
            variant="quiet"
            aria-label={t('delete', { name: group.name })}
            onClick={() => begin('deleted')}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </>
      ) : null}
    </li>
  )
}
