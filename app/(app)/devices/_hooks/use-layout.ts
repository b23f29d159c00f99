'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { putDeviceColumns } from '@/lib/client/queries/device-table'
import { type ColumnLayout, knownColumns, USUAL_COLUMNS } from '@/lib/domain/device-table'
import { saveLayoutAction } from '../actions'

/** Dragging changes a width many times a second; the last one is kept. */
const KEEP_AFTER_MS = 600

/** The columns of the person's table: as `kept` until they change here, and then kept for the next visit. */
export function useLayout(kept: readonly ColumnLayout[] | null | undefined) {
  const queries = useQueryClient()
  const [own, setOwn] = useState<readonly ColumnLayout[] | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; send: () => void } | null>(null)
  // Whoever leaves right after a change has made it nevertheless.
  useEffect(
    () => () => {
      if (waiting.current === null) return
      clearTimeout(waiting.current.timer)
      waiting.current.send()
    },
    [],
  )
  const columns = knownColumns(own ?? kept ?? USUAL_COLUMNS)
  const change = (next: readonly ColumnLayout[]) => {
    const known = knownColumns(next)
    const send = async () => {
      waiting.current = null
      putDeviceColumns(queries, known)
      const answer = await saveLayoutAction([...known]).catch(() => null)
      setFailed(answer?.ok !== true)
    }
    setOwn(known)
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = { timer: setTimeout(() => void send(), KEEP_AFTER_MS), send: () => void send() }
  }
  return { columns, change, hasFailed }
}
