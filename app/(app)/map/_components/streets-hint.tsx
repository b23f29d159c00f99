'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type BasemapChoice, BasemapPicker } from '@/components/map/basemap-picker'
import { keep, recall } from '@/lib/client/keepsake'

const STORAGE_KEY = 'milepost.streets-hint'

/** Says why there is so little to see this near, once and quietly; hidden for good when somebody says so. */
export function StreetsHint({ choice }: { choice: BasemapChoice }) {
  const t = useTranslations('mapControls')
  const [hidden, setHidden] = useState(() => recall(STORAGE_KEY) === 'hidden')
  if (hidden) return null
  return (
    <div className={HINT}>
      <p>
        {t('noStreets')} <BasemapPicker {...choice} text={t('chooseStreets')} />
      </p>
      <button
        type="button"
        aria-label={t('hideHint')}
        onClick={() => {
          setHidden(true)
          keep(STORAGE_KEY, 'hidden')
        }}
        className="-my-1 -me-1.5 grid size-7 shrink-0 place-items-center rounded text-muted hover:text-ink pointer-coarse:size-touch"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

const HINT =
  'pointer-events-auto flex items-center gap-2 rounded-lg bg-raised px-3 py-1.5 text-sm text-muted shadow-raised'
