'use client'

import { useCallback, useState } from 'react'
import { type BasemapOption, WORLD_BASEMAP } from '@/lib/domain/basemaps'

const STORAGE_KEY = 'milepost.basemap'

/** The basemap of this browser, remembered over visits. The first option until somebody chooses. */
export function useBasemapChoice(options: readonly BasemapOption[]) {
  const [chosenId, setChosenId] = useState(readChoice)
  const chosen = options.find((option) => option.id === chosenId) ?? options[0] ?? WORLD_BASEMAP
  const choose = useCallback((option: BasemapOption) => {
    setChosenId(option.id)
    try {
      window.localStorage.setItem(STORAGE_KEY, option.id)
    } catch {
      // Storage is closed in some private windows; the choice then lasts as long as the page.
    }
  }, [])
  return [chosen, choose] as const
}

function readChoice(): string | null {
  try {
    return window.localStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}
