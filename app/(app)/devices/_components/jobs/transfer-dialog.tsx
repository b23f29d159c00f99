'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import { AccountChooser } from '@/components/domain/account-chooser'
import { Dialog } from '@/components/ui/dialog'
import { useTargets, useTransferPreview } from '@/lib/client/queries/device-jobs'
import { transferAction } from './actions'
import { DialogFoot } from './dialog-foot'
import { TransferPreviewCard } from './transfer-preview-card'
import { type JobDialogProps, useBegin } from './use-begin'

export type TransferDialogProps = JobDialogProps & {
  /** The account it begins with; another one can be chosen. */
  target?: TransferTarget | null
}
export type TransferTarget = { id: string; name: string; login: string }

/** Moving many devices to another account, with what that changes told before. */
export function TransferDialog({ deviceIds, target = null, onDone, onClose }: TransferDialogProps) {
  const t = useTranslations('deviceJobs.transfer')
  const id = useId()
  const [accountId, setAccountId] = useState<string | null>(target?.id ?? null)
  const [clearBindings, setClearBindings] = useState(false)
  const preview = useTransferPreview(deviceIds, accountId)
  const { begin, failure, isBusy } = useBegin({ onDone, onClose })
  const isPossible = preview.data !== undefined && preview.data.obstacle === null && preview.data.moving > 0
  return (
    <Dialog title={t('title', { count: deviceIds.length })} onClose={onClose} isHeld={isBusy}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isPossible) begin(() => transferAction({ deviceIds, accountId, clearBindings }))
        }}
      >
        <TargetChooser target={target} value={accountId} onChange={setAccountId} />
        <label className="flex min-h-6 items-center gap-2 text-sm pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={clearBindings}
            onChange={(event) => setClearBindings(event.target.checked)}
            aria-describedby={`${id}-hint`}
            className="size-4 accent-accent"
          />
          {t('clearBindings')}
        </label>
        <p id={`${id}-hint`} className="text-sm text-muted">
          {t('clearHint')}
        </p>
        {accountId === null ? null : <TransferPreviewCard preview={preview} />}
        <DialogFoot failure={failure} goWord={t('go')} isReady={isPossible && !isBusy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

type ChooserProps = {
  target: TransferTarget | null
  value: string | null
  onChange: (accountId: string) => void
}

/** One account of those in scope, found by the server. The one it began with stands first until somebody searches. */
function TargetChooser({ target, ...props }: ChooserProps) {
  const t = useTranslations('deviceJobs.transfer')
  const [search, setSearch] = useState('')
  const { data, isError } = useTargets(useDeferredValue(search))
  const found = data?.accounts.map(({ id, name, login, trail }) => ({
    ...{ id, name },
    note: trail === '' ? login : t('below', { name: trail }),
  }))
  const others = found?.filter(({ id }) => id !== target?.id)
  const accounts =
    target === null || search !== ''
      ? found
      : [{ id: target.id, name: target.name, note: target.login }, ...(others ?? [])]
  const isAmongFound = others?.length !== found?.length
  return (
    <AccountChooser
      {...props}
      search={search}
      onSearch={setSearch}
      accounts={accounts}
      total={(data?.total ?? 0) + (accounts !== found && !isAmongFound ? 1 : 0)}
      hasFailed={isError}
    />
  )
}
