'use client'

import { useMemo, useRef, useState } from 'react'
import { useHasMouse } from '@/lib/client/use-has-mouse'
import { useIsPhone } from '@/lib/client/use-is-phone'
import type { AccountNode } from '@/lib/domain/api/accounts'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { draggedIds, type MoveObstacle, moveObstacle } from './drag-rules'
import { type DragEnd, useRowDrag } from './use-row-drag'

/** The tree beside the table, and the button that shows it and gets the focus back. */
export const MOVE_PANEL_ID = 'devices-move'
export const MOVE_BUTTON_ID = 'devices-move-button'

/** What came of the last try, until there is another. */
export type MoveNotice = { kind: DragEnd } | { kind: 'refused'; name: string; why: MoveObstacle }
/** Devices that somebody is about to move; without a target the dialog asks for one. */
export type AskedTransfer = { deviceIds: string[]; target: AccountNode | null }

export type MovingOptions = {
  loaded: readonly DeviceRow[]
  rowAt: (index: number) => DeviceRow | null
  chosenIds: ReadonlySet<string>
  /** Whether the account tree is there to drag to; without it the dialog finds accounts. */
  hasTree: boolean
}

/**
 * Moving devices to another account: by dragging rows to the tree beside the table, by pressing an account there, or by the
 * dialog alone. Whichever it is, the dialog shows what would change first, and nothing is done before somebody agrees there.
 */
export function useMoving({ loaded, rowAt, chosenIds, hasTree }: MovingOptions) {
  const [isOpen, setOpen] = useState(false)
  const [notice, setNotice] = useState<MoveNotice | null>(null)
  const [asked, setAsked] = useState<AskedTransfer | null>(null)
  const panelRef = useRef<HTMLElement>(null)
  const onRest = useRef<(key: string) => void>(() => undefined)
  const accounts = useRef(new Map<string, AccountNode>())
  const isPhone = useIsPhone()
  const hasMouse = useHasMouse()
  const canDrag = hasTree && hasMouse && !isPhone
  const isShown = canDrag && isOpen

  const accountOf = useMemo(() => new Map(loaded.map(({ id, accountId }) => [id, accountId])), [loaded])
  const obstacleFor = (account: AccountNode, ids: readonly string[]) =>
    moveObstacle(account, [...new Set(ids.map((id) => accountOf.get(id)))])
  const propose = (accountId: string, ids: readonly string[]) => {
    const target = accounts.current.get(accountId)
    if (target === undefined || ids.length === 0) return
    const why = obstacleFor(target, ids)
    setNotice(why === null ? null : { kind: 'refused', name: target.name, why })
    if (why === null) setAsked({ deviceIds: [...ids], target })
  }

  const { drag, ghostRef, onPointerDown } = useRowDrag({
    isOn: isShown,
    idsAt: (target) => {
      const row = rowUnder(target)
      const device = row === null ? null : rowAt(row)
      return device === null ? null : draggedIds(device.id, chosenIds)
    },
    area: { ref: panelRef, keyAt: keyUnder },
    onDrop: propose,
    onRest: (key) => onRest.current(key),
    onEnd: (kind) => setNotice({ kind }),
  })
  return {
    canDrag,
    isShown,
    setShown: (shown: boolean) => {
      setNotice(null)
      setOpen(shown)
    },
    /** By the tree where one can drag, else by the dialog. */
    begin: () => (canDrag ? setOpen(true) : setAsked({ deviceIds: [...chosenIds], target: null })),
    notice: drag === null ? notice : null,
    asked,
    forget: () => setAsked(null),
    propose,
    obstacleFor,
    drag,
    ghostRef,
    onPointerDown,
    panelRef,
    onRest,
    /** The accounts in sight, by id. */
    accounts,
  }
}

export type Moving = ReturnType<typeof useMoving>

/** The row of the table that an event came from, unless it came from a field or button, which do what they do. */
function rowUnder(target: EventTarget | null): number | null {
  if (!(target instanceof Element) || target.closest('input, select, button, textarea') !== null) return null
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  return row === undefined ? null : Number(row)
}

/** The row of the tree, or of what was searched for, that an element belongs to. */
function keyUnder(element: Element): string | null {
  const row = element.closest<HTMLElement>('[data-key]')
  const hit = element.closest('button')?.querySelector<HTMLElement>('[data-account]')
  return row?.dataset.key ?? hit?.dataset.account ?? null
}
