'use client'

import { CornerDownLeft, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { TextField } from 'react-aria-components/TextField'
import { Dialog } from '@/components/ui/dialog'
import { ReadingDirection } from '@/components/ui/reading-direction'
import type { NavItem } from '../nav-items'
import type { ShellPerson } from '../shell-person'
import { type PaletteSection, paletteSections } from './palette-entries'
import { usePaletteChoices } from './use-palette-choices'
import { usePaletteVehicles } from './use-palette-vehicles'

export type PaletteProps = { person: ShellPerson; navItems: readonly NavItem[]; onClose: () => void }

/** Search over vehicles, pages and things to do. Arrow keys move, Enter goes, Escape closes. */
export function Palette({ person, navItems, onClose }: PaletteProps) {
  const t = useTranslations('palette')
  const [query, setQuery] = useState('')
  const settled = useDeferredValue(query)
  const { pages, actions, go } = usePaletteChoices(person, navItems)
  const vehicles = usePaletteVehicles(settled)
  const maySend = person.rights.includes('send_commands')
  const sections = paletteSections({ query: settled, vehicles, maySend, pages, actions })
  return (
    <Dialog title={t('title')} onClose={onClose} className={WINDOW}>
      <ReadingDirection>
        <Autocomplete inputValue={query} onInputChange={setQuery}>
          <TextField aria-label={t('label')} autoFocus type="search" className="relative">
            <Search aria-hidden className="absolute inset-s-3 top-1/2 size-4 -translate-y-1/2 text-faint" />
            <Input
              placeholder={t('placeholder')}
              className={FIELD}
              onKeyDownCapture={(event) => {
                // The list would take it for itself, and the window would stay.
                if (event.key !== 'Escape') return
                event.preventDefault()
                event.stopPropagation()
                onClose()
              }}
            />
          </TextField>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the field keeps the focus, and what scrolls must scroll by keys too. */}
          <div tabIndex={0} className="scrollbar-quiet -mx-2 max-h-[min(26rem,60dvh)] overflow-y-auto">
            <ListBox
              aria-label={t('results')}
              selectionMode="none"
              onAction={(key) => {
                onClose()
                go(String(key), sections)
              }}
              renderEmptyState={() => (
                <p className="px-3 py-8 text-center text-sm text-muted">{t('nothing')}</p>
              )}
              className="min-h-24 outline-none"
            >
              {sections.map((section) => (
                <ListBoxSection key={section.kind}>
                  <Header className="px-3 pt-3 pb-1 text-xs font-medium text-faint">
                    {t(`sections.${section.kind}`)}
                  </Header>
                  {rowsOf(section).map(({ id, label, detail, way }) => (
                    <ListBoxItem key={id} id={id} textValue={`${label} ${detail ?? ''}`} className={ROW}>
                      <bdi className="min-w-0 grow truncate">
                        {way ? t(`ways.${way}`, { name: label }) : label}
                      </bdi>
                      {detail ? <bdi className="shrink-0 text-muted tabular-nums">{detail}</bdi> : null}
                      <CornerDownLeft
                        aria-hidden
                        className="hidden size-3.5 shrink-0 text-faint group-data-focused:block"
                      />
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </div>
        </Autocomplete>
      </ReadingDirection>
    </Dialog>
  )
}

type Row = { id: string; label: string; detail?: string; way?: 'replay' | 'device' | 'command' }

function rowsOf(section: PaletteSection): Row[] {
  if (section.kind === 'vehicles')
    return section.vehicles.map(({ id, label, detail }) => ({ id: `vehicle:${id}`, label, detail }))
  if (section.kind === 'ways')
    return section.ways.map((way) => ({ id: `way:${way}`, label: section.vehicle.label, way }))
  return section.choices.map(({ id, label }) => ({ id: `${section.kind}:${id}`, label }))
}

// High on the screen, so that it does not move as the list grows and shrinks.
const WINDOW = 'mt-[12dvh]! mb-auto! w-[min(34rem,calc(100vw-2rem))]! max-md:mt-4!'
const FIELD =
  'h-11 w-full rounded border border-line-strong bg-panel ps-9 pe-3 text-lg text-ink outline-none placeholder:text-faint ' +
  'focus:border-focus focus:ring-1 focus:ring-focus [&::-webkit-search-cancel-button]:hidden'
const ROW =
  'group flex h-9 cursor-pointer items-center gap-3 rounded px-3 text-sm outline-none data-focused:bg-accent-soft ' +
  'data-hovered:bg-sunken pointer-coarse:h-touch'
