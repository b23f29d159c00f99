'use client'

import { ArrowLeft, Eye, FolderInput, Pencil, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { KindIcon } from '@/components/domain/accounts/account-row'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { AccountDetail } from '@/lib/domain/api/accounts'
import type { AccountWork } from '../_hooks/account-address'
import { AccountCounts } from './account-counts'
import { AccountFacts } from './account-facts'
import { EnterDialog } from './enter-dialog'
import { MoveDialog } from './move-dialog'
import { RemoveDialog } from './remove-dialog'

export type AccountCardProps = {
  detail: AccountDetail
  onWork: (work: AccountWork) => void
  onClose: () => void
  onChoose: (id: string | null) => void
  onChanged: () => Promise<void>
}

/** One account: where it stands, how much hangs on it, who is behind it, and what can be done with it. */
export function AccountCard({ detail, onWork, onClose, onChoose, onChanged }: AccountCardProps) {
  const t = useTranslations('accounts')
  const [dialog, setDialog] = useState<'move' | 'remove' | 'enter' | null>(null)
  const { account, mayCreate, mayEdit, mayMove, mayEnter } = detail
  const { name, kind } = account
  const close = () => setDialog(null)
  return (
    <div className="scrollbar-quiet min-h-0 grow overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-5 p-4 md:p-6">
        <div className="flex flex-col gap-3">
          <Way detail={detail} onChoose={onChoose} />
          <div className="flex items-center gap-2">
            <IconButton
              icon={ArrowLeft}
              label={t('back')}
              onClick={onClose}
              wrapperClassName="md:hidden"
              className="rtl:-scale-x-100"
            />
            <KindIcon kind={kind} className="size-6 shrink-0 text-muted" />
            <h2 className="min-w-0 grow text-xl font-semibold [overflow-wrap:anywhere]">
              <bdi>{name}</bdi>
            </h2>
          </div>
          <div className="flex flex-wrap gap-2">
            {mayEnter ? (
              <Button variant="primary" onClick={() => setDialog('enter')}>
                <Eye aria-hidden className="size-4" />
                {t('enter.open')}
              </Button>
            ) : null}
            {mayCreate ? (
              <Button onClick={() => onWork('create')}>
                <Plus aria-hidden className="size-4" />
                {t('create.open')}
              </Button>
            ) : null}
            {mayEdit ? (
              <Button onClick={() => onWork('edit')}>
                <Pencil aria-hidden className="size-4" />
                {t('edit.open')}
              </Button>
            ) : null}
            {mayMove ? (
              <>
                <Button onClick={() => setDialog('move')}>
                  <FolderInput aria-hidden className="size-4" />
                  {t('move.open')}
                </Button>
                <Button onClick={() => setDialog('remove')}>
                  <Trash2 aria-hidden className="size-4" />
                  {t('remove.open')}
                </Button>
              </>
            ) : null}
          </div>
          <Reasons detail={detail} />
        </div>
        <AccountCounts account={account} />
        <AccountFacts detail={detail} />
      </div>
      {dialog === 'enter' ? <EnterDialog account={account} onClose={close} /> : null}
      {dialog === 'move' ? (
        <MoveDialog
          account={account}
          onClose={close}
          onMoved={() => {
            close()
            void onChanged()
          }}
        />
      ) : null}
      {dialog === 'remove' ? (
        <RemoveDialog
          account={account}
          onClose={close}
          onRemoved={() => {
            onChoose(detail.way.at(-1)?.id ?? null)
            void onChanged()
          }}
        />
      ) : null}
    </div>
  )
}

/** From the top down to the account; each step leads there. */
function Way({ detail, onChoose }: Pick<AccountCardProps, 'detail' | 'onChoose'>) {
  const t = useTranslations('accounts')
  if (detail.way.length === 0) return null
  return (
    <nav aria-label={t('way')} className="flex flex-wrap items-center gap-x-1 text-sm text-muted">
      {detail.way.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index === 0 ? null : <span aria-hidden>›</span>}
          <button
            type="button"
            onClick={() => onChoose(id)}
            className="min-h-6 max-w-60 truncate rounded px-1 hover:bg-sunken hover:text-ink pointer-coarse:min-h-touch"
          >
            <bdi>{name}</bdi>
          </button>
        </Fragment>
      ))}
    </nav>
  )
}

/** Why something cannot be done, where it is not the person's right that is missing. */
function Reasons({ detail: { heldBecause, fixedBecause } }: Pick<AccountCardProps, 'detail'>) {
  const t = useTranslations('accounts.because')
  const words = new Set<string>()
  if (heldBecause !== null) words.add(heldBecause)
  if (fixedBecause !== null) words.add(fixedBecause)
  return [...words].map((word) => (
    <p key={word} className="text-sm text-muted">
      {t(word)}
    </p>
  ))
}
