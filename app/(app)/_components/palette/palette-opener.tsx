'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useState } from 'react'
import { untilLoaded } from '@/lib/client/until-loaded'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { NavItem } from '../nav-items'
import type { ShellPerson } from '../shell-person'

const loadPalette = () => import('./palette')
const Palette = lazy(() => untilLoaded(loadPalette).then((module) => ({ default: module.Palette })))

/** Opens the palette by its button or by Ctrl-K and Cmd-K, from wherever the cursor is. Its script comes when it is first asked for. */
export function PaletteOpener({ person, navItems }: { person: ShellPerson; navItems: readonly NavItem[] }) {
  const t = useTranslations('palette')
  const isHydrated = useHydrated()
  const [isOpen, setOpen] = useState(false)
  const keys = isHydrated && /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!isAsked || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      // Another window that is open keeps the keyboard, and what is typed there.
      if (document.querySelector('dialog[open]') === null) setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <button
        type="button"
        aria-label={t('open')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className={BUTTON}
        onPointerEnter={() => void loadPalette().catch(() => undefined)}
        onClick={() => setOpen(true)}
      >
        <Search aria-hidden className="size-4" />
        <kbd aria-hidden className="font-sans text-xs text-faint max-2xl:hidden pointer-coarse:hidden">
          {keys}
        </kbd>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Palette person={person} navItems={navItems} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

const BUTTON =
  'flex h-8 min-w-8 items-center justify-center gap-2 rounded px-2 text-muted hover:bg-sunken hover:text-ink ' +
  'max-md:size-touch max-md:rounded-full max-md:group-data-floating/shell:bg-panel ' +
  'max-md:group-data-floating/shell:shadow-raised pointer-coarse:h-touch pointer-coarse:min-w-touch'
