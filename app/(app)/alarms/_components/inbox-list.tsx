'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { type MouseEvent, type RefObject, useEffect, useRef } from 'react'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import { useLongPress } from '../_hooks/use-long-press'
import { INBOX_ROW_PX, InboxRow, inboxRowId } from './inbox-row'

export type InboxListProps = {
  alarms: readonly InboxAlarm[]
  openId: string | null
  activeId: string | null
  checked: ReadonlySet<string>
  isChoosing: boolean
  mayHandle: boolean
  hasMore: boolean
  onMore: () => void
  onOpen: (alarmId: string) => void
  onCheck: (alarmId: string) => void
  /** Checks all from the last one touched to this one. */
  onCheckTo: (alarmId: string) => void
  listRef: RefObject<HTMLDivElement | null>
  /** A new value is a new question: the list starts at its top again. */
  question: unknown
}

/** Further ones are asked for when so many rows are left below. */
const AHEAD = 15

/** A listbox of any length that keeps the focus itself and names its active row. Keys are the page's, see use-inbox-keys. */
export function InboxList(props: InboxListProps) {
  const { alarms, openId, activeId, checked, listRef, isChoosing, mayHandle } = props
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const virtualizer = useVirtualizer({
    count: alarms.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => INBOX_ROW_PX,
    overscan: 6,
  })
  const items = virtualizer.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasMore, onMore } = props
  useEffect(() => {
    if (hasMore && lastShown >= alarms.length - AHEAD) onMore()
  }, [hasMore, onMore, lastShown, alarms.length])
  useInSight(alarms, activeId, (at) => virtualizer.scrollToIndex(at, { align: 'auto' }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question goes back to the top.
  useEffect(() => virtualizer.scrollToOffset(0), [props.question])
  const press = useLongPress((target) => {
    const id = idOf(target)
    if (id !== null && mayHandle) props.onCheck(id)
  })

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const id = idOf(event.target)
    if (id === null || press.wasLong()) return
    const isCheck = event.target instanceof Element && event.target.closest('[data-check]') !== null
    if (mayHandle && event.shiftKey) props.onCheckTo(id)
    else if (mayHandle && (isChoosing || event.metaKey || event.ctrlKey || (isCheck && !isCoarse())))
      props.onCheck(id)
    else props.onOpen(id)
  }

  const hasActive = items.some(({ index }) => alarms[index]?.id === activeId)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page listens to the keys, so that they work beside the list as well.
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      aria-label={t('list')}
      aria-multiselectable={mayHandle}
      aria-activedescendant={hasActive && activeId !== null ? inboxRowId(activeId) : undefined}
      onClick={onClick}
      {...press.handlers}
      className="group/list scrollbar-quiet relative min-h-0 grow overflow-y-auto overscroll-contain outline-none"
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const alarm = alarms[item.index]
          if (alarm === undefined) return null
          return (
            <InboxRow
              key={alarm.id}
              alarm={alarm}
              position={item.index + 1}
              setSize={hasMore ? -1 : alarms.length}
              offsetPx={item.start}
              age={formats.calmAge(nowMs - Date.parse(alarm.startedAt))}
              formats={formats}
              isOpen={alarm.id === openId}
              isActive={alarm.id === activeId}
              isChecked={checked.has(alarm.id)}
              isChoosing={isChoosing}
              mayHandle={mayHandle}
            />
          )
        })}
      </div>
    </div>
  )
}

function idOf(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-alarm]') : null
  return row?.dataset.alarm ?? null
}

/** Fingers check by a long press: a box under the thumb would be hit by accident. */
function isCoarse(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}

/** The row the keys are at stays in sight when they move; what others do does not scroll. */
function useInSight(alarms: readonly InboxAlarm[], activeId: string | null, scrollTo: (at: number) => void) {
  const shownFor = useRef<string | null>(null)
  useEffect(() => {
    if (activeId === shownFor.current) return
    const at = alarms.findIndex(({ id }) => id === activeId)
    if (at < 0) return
    shownFor.current = activeId
    scrollTo(at)
  }, [alarms, activeId, scrollTo])
}
