import { useEffect, useRef } from 'react'
import { workOnFenceCopy } from '@/lib/client/queries/fences'
import type { FenceDetail } from '@/lib/domain/api/fences'
import { COPY_LOOK_MS } from '@/lib/domain/fence-limits'

/** Has the copy on the platform looked at when the last look is long ago. A failure is no news: the age of the last is shown. */
export function useLookNowAndThen({ id, vendor }: FenceDetail, onLooked: () => void): void {
  const { kind, state, checkedAt } = vendor
  const asked = useRef<string | null>(null)
  const isCopied = kind === 'platform' && state !== 'failed'
  useEffect(() => {
    const isOld = checkedAt === null || Date.now() - Date.parse(checkedAt) >= COPY_LOOK_MS
    const look = `${id} ${checkedAt}`
    if (!isCopied || !isOld || asked.current === look) return
    asked.current = look
    workOnFenceCopy(id, 'look').then(onLooked, () => undefined)
  }, [id, isCopied, checkedAt, onLooked])
}
