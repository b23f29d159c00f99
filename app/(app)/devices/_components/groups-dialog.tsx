'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import {
  refreshDeviceGroups,
  refreshDeviceTable,
  useDeviceChoices,
  useDeviceGroups,
} from '@/lib/client/queries/device-table'
import { saveGroupAction } from '../actions'
import { AccountField } from './account-field'
import { TextField } from './field'
import { GroupLine } from './group-line'
import { GroupsProblem } from './groups-problem'

const MAX_NAME = 50

export type GroupsDialogProps = {
  /** The account that is looked at first; null for the uppermost. */
  accountId: string | null
  canEdit: boolean
  onShow: (accountId: string, group: string) => void
  onClose: () => void
}

/** The groups of an account: how many devices each has, and where they are made, renamed and deleted. */
export function GroupsDialog({ accountId: first, canEdit, onShow, onClose }: GroupsDialogProps) {
  const t = useTranslations('devices.groups')
  const choices = useDeviceChoices()
  const [chosen, setChosen] = useState(first)
  const accounts = choices.data?.accounts ?? []
  const accountId = chosen ?? accounts[0]?.id ?? null
  const groups = useDeviceGroups(accountId)
  return (
    <Dialog title={t('title')} onClose={onClose} className="max-w-lg">
      <p className="text-sm text-muted">{t('about')}</p>
      <AccountField label={t('account')} accounts={accounts} value={accountId} onChange={setChosen} />
      <GroupsProblem groups={groups} choices={choices} />
      {groups.isPending && accountId !== null ? <Skeleton className="h-24 w-full rounded" /> : null}
      {groups.data?.areSupported && accountId !== null ? (
        <>
          {groups.data.groups.length === 0 ? <p className="text-sm">{t('empty')}</p> : null}
          <ul className="divide-y divide-line rounded border border-line empty:hidden">
            {groups.data.groups.map((group) => (
              <GroupLine
                key={group.id}
                accountId={accountId}
                group={group}
                canEdit={canEdit}
                onShow={() => onShow(accountId, group.spelt)}
              />
            ))}
          </ul>
          {canEdit ? <NewGroup key={accountId} accountId={accountId} /> : null}
        </>
      ) : null}
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}

function NewGroup({ accountId }: { accountId: string }) {
  const t = useTranslations('devices.groups')
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setProblem(t('nameMissing'))
    startTransition(async () => {
      const answer = await saveGroupAction(accountId, null, name.trim()).catch(() => null)
      if (!answer?.ok) return setProblem(answer?.message ?? t('actionFailed'))
      setName('')
      await Promise.all([refreshDeviceGroups(queries), refreshDeviceTable(queries)])
    })
  }
  return (
    <form noValidate onSubmit={submit} className="flex items-start gap-2">
      <TextField
        label={t('new')}
        value={name}
        maxLength={MAX_NAME}
        problem={problem}
        className="grow"
        onChange={({ target }) => {
          setName(target.value)
          setProblem(null)
        }}
      />
      <Button type="submit" className="mt-5 h-9" disabled={isBusy}>
        {t('create')}
      </Button>
    </form>
  )
}
