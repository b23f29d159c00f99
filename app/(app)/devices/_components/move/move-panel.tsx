'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { AccountBrowser } from '@/components/domain/accounts/account-browser'
import { MORE } from '@/components/domain/accounts/account-tree'
import { IconButton } from '@/components/ui/icon-button'
import { SearchField } from '@/components/ui/search-field'
import { useAccountTree } from '@/lib/client/use-account-tree'
import { MAX_ACCOUNT_SEARCH } from '@/lib/domain/account'
import type { AccountNode } from '@/lib/domain/api/accounts'
import { MOVE_PANEL_ID, type Moving } from '../../_hooks/use-moving'
import { DropRow, MovingContext } from './drop-row'
import { MoveNote } from './move-note'

export type MovePanelProps = { moving: Moving; chosenIds: ReadonlySet<string>; onClose: () => void }

/** The account tree beside the table. Devices are dragged onto an account, or chosen in the table before one is pressed here. */
export function MovePanel({ moving, chosenIds, onClose }: MovePanelProps) {
  const t = useTranslations('devices.move')
  const tSearch = useTranslations('accounts.search')
  const [text, setText] = useState('')
  const searchRef = useRef<HTMLInputElement>(null)
  const tree = useAccountTree(undefined)
  const { panelRef, onRest } = moving
  useEffect(() => searchRef.current?.focus(), [])
  useEffect(() => {
    onRest.current = (key) => {
      if (key.startsWith(MORE)) tree.loadMore(key.slice(MORE.length))
      else if (!tree.openIds.has(key)) tree.setOpenIds(new Set([...tree.openIds, key]))
    }
  })
  return (
    <aside
      id={MOVE_PANEL_ID}
      ref={panelRef}
      aria-label={t('title')}
      className="flex min-h-0 w-88 shrink-0 flex-col border-s border-t border-line bg-panel"
    >
      <div className="shrink-0 space-y-2 border-b border-line p-3">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 grow truncate text-base font-semibold">{t('title')}</h2>
          <IconButton icon={X} label={t('close')} onClick={onClose} />
        </div>
        <SearchField
          label={tSearch('label')}
          clearLabel={tSearch('clear')}
          placeholder={tSearch('label')}
          maxLength={MAX_ACCOUNT_SEARCH}
          value={text}
          onChange={setText}
          inputRef={searchRef}
        />
      </div>
      <MovingContext value={moving}>
        <AccountBrowser
          tree={tree}
          text={useDeferredValue(text.trim())}
          chosenId={null}
          onChoose={(id) => moving.propose(id, [...chosenIds])}
          rowOf={rowOf}
        />
      </MovingContext>
      <MoveNote moving={moving} chosen={chosenIds.size} />
    </aside>
  )
}

const rowOf = (account: AccountNode, way?: readonly string[]) => <DropRow account={account} way={way} />
