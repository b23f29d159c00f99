'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import type { StreamPhase } from '@/lib/client/live-types'
import { reloadWhenShown, watchTyping } from '@/lib/client/reload-when-shown'
import { leaveBy } from '@/lib/client/unsaved-guard'

/** This page is of a build before the server's: live data stands still until it is reloaded. */
export function UpdateNotice({ phase }: { phase: StreamPhase }) {
  const t = useTranslations('shell.update')
  const isOutdated = phase === 'outdated'
  useEffect(watchTyping, [])
  useEffect(() => (isOutdated ? reloadWhenShown({ reload }) : undefined), [isOutdated])
  // The region stays in the page, so that readers hear what appears in it.
  return (
    <div role="status">
      {isOutdated ? (
        <div className="pointer-events-auto flex items-center gap-3 rounded-lg bg-raised px-3 py-1.5 text-sm text-ink shadow-overlay">
          <span>{t('text')}</span>
          <Button size="sm" onClick={() => leaveBy(reloadSoon)}>
            <RefreshCw aria-hidden className="size-4" />
            {t('reload')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function reload(): void {
  window.location.reload()
}

/** After a form that was told to let go has done so, or the browser would ask once more. */
function reloadSoon(): void {
  setTimeout(reload)
}
