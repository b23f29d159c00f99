'use client'

import { useCallback, useState } from 'react'
import { keep, recall } from '@/lib/client/keepsake'
import { type BasemapOption, WORLD_BASEMAP } from '@/lib/domain/basemaps'

const STORAGE_KEY = 'milepost.basemap'

/** The basemap of this browser, remembered over visits. The first option until somebody chooses. */
export function useBasemapChoice(options: readonly BasemapOption[]) {
  const [chosenId, setChosenId] = useState(() => recall(STORAGE_KEY))
  const chosen = options.find((option) => option.id === chosenId) ?? options[0] ?? WORLD_BASEMAP
  const choose = useCallback((option: BasemapOption) => {
    setChosenId(option.id)
    keep(STORAGE_KEY, option.id)
  }, [])
  return [chosen, choose] as const
}
