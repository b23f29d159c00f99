'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef } from 'react'
import { VEHICLE_ROW_HEIGHT_PX } from '@/components/domain/vehicle-row'
import { type RowLayout, useRowWindow } from '@/lib/client/row-window'
import { useLiveStore } from '@/lib/client/use-live'
import type { CalmHandlers } from '../_hooks/use-calm'
import { isTyping, moveByKey } from '../_hooks/use-list-keys'
import { LiveVehicleRow, useRowWords } from './live-vehicle-row'

export type VehicleListProps = {
  /** Slots in the order shown. */
  order: Int32Array
  /** A new value is a new question: the list starts at its top again. */
  question: unknown
  chosenId: string | null
  /** Id of the row the keys are at; kept by id, so it stays with its vehicle when the order changes. */
  activeId: string | null
  onActive: (deviceId: string | null) => void
  onChoose: (deviceId: string) => void
  /** Escape: closes the card, or clears the filters. */
  onLeave: () => void
  searchRef: RefObject<HTMLInputElement | null>
  listRef: RefObject<HTMLDivElement | null>
  /** Tell when somebody is at work in the list, see useCalm. */
  calmHandlers: CalmHandlers
}

const ROWS: RowLayout = { rowPx: VEHICLE_ROW_HEIGHT_PX, startPx: 4, endPx: 8, beyond: 6 }

/**
 * A listbox of any length: only the rows in sight exist. The box itself holds the focus and names the active row
 * (aria-activedescendant), which is the pattern that survives rows coming and going.
 */
export function VehicleList(props: VehicleListProps) {
  const { order, chosenId, activeId, onChoose, listRef } = props
  const t = useTranslations('map')
  const store = useLiveStore()
  const words = useRowWords()
  const rows = useRowWindow(listRef, order.length, ROWS)
  const activeAt = positionOf(order, activeId === null ? undefined : store.slotOf(activeId))
  useKeepChosenInSight(order, chosenId, (at) => {
    if (!isInSight(listRef.current, at)) rows.scrollTo(at, 'middle')
  })

  useTopWhenAsked(props.question, rows.scrollToTop)

  const idAt = (at: number) => store.identity(order[at] ?? 0).id
  const moveTo = (at: number) => {
    props.onActive(idAt(at))
    rows.scrollTo(at, 'nearest')
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return props.onLeave()
    // Focus moves before the letter is typed, so it lands in the field.
    if (isTyping(event)) return props.searchRef.current?.focus()
    if ((event.key === 'Enter' || event.key === ' ') && activeAt >= 0) {
      event.preventDefault()
      return onChoose(idAt(activeAt))
    }
    const next = moveByKey(event.key, activeAt, order.length)
    if (next === null) return
    event.preventDefault()
    moveTo(next)
  }

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-position]') : null
    if (!row) return
    const id = idAt(Number(row.dataset.position) - 1)
    props.onActive(id)
    onChoose(id)
  }

  const active = activeAt >= 0 ? rowId(idAt(activeAt)) : undefined
  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      aria-label={t('listLabel')}
      aria-activedescendant={active}
      onKeyDown={onKeyDown}
      onClick={onClick}
      {...props.calmHandlers}
      className="group/list scrollbar-quiet relative min-h-0 grow overflow-y-auto overscroll-contain outline-none"
    >
      <div role="presentation" style={{ height: rows.totalPx }}>
        {rows.positions.map((at) => {
          const slot = order[at] ?? 0
          const { id } = store.identity(slot)
          return (
            <LiveVehicleRow
              key={id}
              words={words}
              rowId={rowId(id)}
              slot={slot}
              position={at + 1}
              setSize={order.length}
              offsetPx={rows.topOf(at)}
              chosen={id === chosenId}
              active={id === activeId}
            />
          )
        })}
      </div>
    </div>
  )
}

function rowId(deviceId: string): string {
  return `vehicle-${deviceId}`
}

function positionOf(order: Int32Array, slot: number | undefined): number {
  return slot === undefined ? -1 : order.indexOf(slot)
}

/** A vehicle chosen on the map, or by a link, scrolls into the list once; later changes of order do not pull it back. */
function useKeepChosenInSight(order: Int32Array, chosenId: string | null, scrollTo: (at: number) => void) {
  const store = useLiveStore()
  const shownFor = useRef<string | null>(null)
  useEffect(() => {
    if (chosenId === shownFor.current) return
    const at = positionOf(order, chosenId === null ? undefined : store.slotOf(chosenId))
    if (chosenId !== null && at < 0) return
    shownFor.current = chosenId
    if (at >= 0) scrollTo(at)
  }, [order, chosenId, store, scrollTo])
}

function isInSight(list: HTMLElement | null, at: number): boolean {
  if (!list) return false
  const top = at * VEHICLE_ROW_HEIGHT_PX
  return top >= list.scrollTop && top + VEHICLE_ROW_HEIGHT_PX <= list.scrollTop + list.clientHeight
}

function useTopWhenAsked(question: unknown, scrollToTop: () => void) {
  const asked = useRef(question)
  useEffect(() => {
    if (asked.current === question) return
    asked.current = question
    scrollToTop()
  }, [question, scrollToTop])
}
