'use client'

import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useCallback } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import { MOST_COUNTED, UNASKED_DAYS } from '@/lib/domain/alarm-inbox-limits'
import type { AlarmStart } from '@/lib/domain/api/alarm-inbox'
import { type AlarmAddress, isLookBackShort, isNarrowed, WIDE } from '../_hooks/alarm-address'
import type { ChangeAddress } from '../_hooks/use-alarm-address'
import type { InboxState } from '../_hooks/use-inbox-list'
import type { Selection } from '../_hooks/use-selection'
import { BoxTabs } from './box-tabs'
import { FilterBar } from './filter-bar'
import { GroupList } from './group-list'
import { InboxBody } from './inbox-body'
import { InboxHeader } from './inbox-header'
import { InboxList } from './inbox-list'

export type InboxPanelProps = {
  address: AlarmAddress
  change: ChangeAddress
  start: AlarmStart | undefined
  inbox: InboxState
  selection: Selection
  activeId: string | null
  isChoosing: boolean
  mayHandle: boolean
  openedAt: string
  listRef: RefObject<HTMLDivElement | null>
  searchRef: RefObject<HTMLInputElement | null>
  onChoosing: (isChoosing: boolean) => void
  onHelp: () => void
  onOpen: (alarmId: string) => void
  /** What stands between the filters and the list. */
  children: ReactNode
}

/** Everything at the left: what is listed, by what it is narrowed, and the list or its groups. */
export function InboxPanel(props: InboxPanelProps) {
  const { address, change, inbox, selection, mayHandle, isChoosing } = props
  const t = useTranslations('alarmInbox')
  const { list, groups, alarms, counts } = inbox
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const isGrouped = address.group !== null
  const shown = isGrouped ? groups : list
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  return (
    <>
      <div className="shrink-0 space-y-2 border-b border-line p-3">
        <InboxHeader
          mayHandle={mayHandle && !isGrouped}
          isChoosing={isChoosing}
          onChoosing={props.onChoosing}
          onHelp={props.onHelp}
        />
        <BoxTabs box={address.box} counts={counts} onChange={(box) => change({ box, alarmId: null })} />
        <FilterBar
          address={address}
          change={change}
          start={props.start}
          openedAt={props.openedAt}
          searchRef={props.searchRef}
        />
        {isLookBackShort(address) ? (
          <p className="text-sm text-muted">{t('lookBack', { days: UNASKED_DAYS })}</p>
        ) : null}
      </div>
      {props.children}
      <NewPill count={counts?.fresh ?? 0} onShow={inbox.showNew} />
      <InboxBody
        isPending={shown.isPending}
        isError={shown.isError}
        isEmpty={isGrouped ? groups.data?.groups.length === 0 : alarms.length === 0}
        isNarrowed={isNarrowed(address)}
        box={address.box}
        readAtMs={shown.dataUpdatedAt}
        onRetry={() => void shown.refetch()}
        onClear={() => change(WIDE)}
      >
        {isGrouped && groups.data ? (
          <GroupList
            groups={groups.data}
            by={address.group}
            onOpen={({ key }) =>
              change(
                address.group === 'vehicle'
                  ? { deviceIds: [key], group: null }
                  : { kinds: [key], group: null },
                { isStep: true },
              )
            }
          />
        ) : (
          <InboxList
            alarms={alarms}
            openId={address.alarmId}
            activeId={props.activeId}
            checked={selection.ids}
            isChoosing={isChoosing}
            mayHandle={mayHandle}
            hasMore={hasNextPage}
            onMore={onMore}
            onOpen={props.onOpen}
            onCheck={selection.toggle}
            onCheckTo={selection.toggleTo}
            listRef={props.listRef}
            question={inbox.filter}
          />
        )}
      </InboxBody>
    </>
  )
}

/** New alarms wait here until somebody wants them: the list does not move under the eyes. */
function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const number = formats.number(Math.min(count, MOST_COUNTED))
  const shown = count > MOST_COUNTED ? t('manyCounted', { count: number }) : number
  return (
    <div role="status" className="relative z-10 flex h-0 shrink-0 justify-center">
      {count > 0 ? (
        <button type="button" onClick={onShow} className={PILL}>
          <ArrowUp aria-hidden className="size-3.5" />
          {t('showNew', { count, shown })}
        </button>
      ) : null}
    </div>
  )
}

const PILL =
  'mt-2 flex h-7 items-center gap-1.5 rounded-full bg-accent px-3 text-sm font-medium text-on-accent shadow-raised ' +
  'hover:bg-accent-hover pointer-coarse:h-touch pointer-coarse:px-4'
