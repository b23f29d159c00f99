import { useCallback, useState } from 'react'
import { keep, recall } from '@/lib/client/keepsake'

const STORAGE_KEY = 'milepost.map-fences'

/** Whether this browser's map shows fences, remembered over visits. */
export function useFencesShown() {
  const [isShown, setShown] = useState(() => recall(STORAGE_KEY) === '1')
  const show = useCallback((next: boolean) => {
    setShown(next)
    keep(STORAGE_KEY, next ? '1' : '0')
  }, [])
  return [isShown, show] as const
}
