'use client'

import { Download, Plus, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { SearchField } from '@/components/ui/search-field'
import { useFormats } from '@/lib/client/format/use-formats'
import type { Fence, Fences } from '@/lib/domain/api/fences'
import { FENCE_VENDOR_STATES } from '@/lib/domain/fence-limits'
import { type FenceAddress, NEW_FENCE } from '../_hooks/fence-address'
import { ExportDialog } from './export-dialog'
import { Notice } from './fence-states'
import { FenceListSkeleton } from './fences-frame'
import { ImportDialog } from './import-dialog'
import { ShapeIcon } from './shape-icon'

export type FenceListProps = {
  /** Null until it is known. */
  data: Fences | null
  shown: readonly Fence[]
  /** How many fit; more than `shown` where a list cannot show them all. */
  total: number
  /** Tags of fences that are not at hand. */
  tags: readonly string[]
  isSearching: boolean
  address: FenceAddress
  onChange: (part: Partial<FenceAddress>) => void
  onSelect: (id: string) => void
  onImported: () => void
}

/** The fences by name, with what to find them by. */
export function FenceList(props: FenceListProps) {
  const { data, shown, total, tags, isSearching, address, onChange, onSelect } = props
  const t = useTranslations('fences')
  const [dialog, setDialog] = useState<'import' | 'export' | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const hasFences = data !== null && data.fences.length > 0
  return (
    <>
      <div className="shrink-0 space-y-2 border-b border-line p-3">
        <div className="flex items-center gap-2">
          <SearchField
            label={t('search')}
            clearLabel={t('clearSearch')}
            placeholder={t('search')}
            value={address.q}
            onChange={(q) => onChange({ q })}
            inputRef={searchRef}
            className="min-w-0 grow"
          />
          {data?.canEdit ? (
            <IconButton
              icon={Upload}
              label={t('import.open')}
              onClick={() => setDialog('import')}
              tooltip="bottom-end"
            />
          ) : null}
          <IconButton
            icon={Download}
            label={t('export.open')}
            disabled={shown.length === 0}
            onClick={() => setDialog('export')}
            tooltip="bottom-end"
          />
          {data?.canEdit ? (
            <Button
              variant="primary"
              className="h-9"
              onClick={() => onChange({ fenceId: NEW_FENCE, isEditing: true })}
            >
              <Plus aria-hidden className="size-4" />
              {t('new')}
            </Button>
          ) : null}
        </div>
        {hasFences ? <Filters {...{ tags, address, onChange }} fences={data.fences} /> : null}
      </div>
      {data === null ? <FenceListSkeleton /> : null}
      {data !== null && !hasFences ? <Notice title={t('noneTitle')} body={t('noneBody')} /> : null}
      {hasFences && shown.length === 0 && isSearching ? <FenceListSkeleton /> : null}
      {hasFences && shown.length === 0 && !isSearching ? (
        <Notice title={t('noneFitTitle')} body={t('noneFitBody')}>
          <Button onClick={() => onChange({ q: '', tag: null, copy: null })}>{t('clearFilter')}</Button>
        </Notice>
      ) : null}
      <p role="status" className="border-b border-line px-3 py-2 text-sm text-muted empty:hidden">
        {total > shown.length && shown.length > 0 ? (
          <MoreThanShown shown={shown.length} total={total} />
        ) : null}
      </p>
      <ul
        aria-label={t('list')}
        className="min-h-0 grow divide-y divide-line overflow-y-auto scrollbar-quiet"
      >
        {shown.map((fence) => (
          <li key={fence.id}>
            <Row fence={fence} onSelect={() => onSelect(fence.id)} />
          </li>
        ))}
      </ul>
      {dialog === 'import' ? (
        <ImportDialog onClose={() => setDialog(null)} onImported={props.onImported} />
      ) : null}
      {dialog === 'export' ? <ExportDialog fences={shown} onClose={() => setDialog(null)} /> : null}
    </>
  )
}

function MoreThanShown({ shown, total }: { shown: number; total: number }) {
  const t = useTranslations('fences')
  const formats = useFormats()
  return t('shownOf', { shown: formats.number(shown), total: formats.number(total) })
}

function Row({ fence, onSelect }: { fence: Fence; onSelect: () => void }) {
  const t = useTranslations('fences')
  const formats = useFormats()
  const { name, shape, color, tags, enabled, insideCount, vendor } = fence
  return (
    <button type="button" onClick={onSelect} className={ROW}>
      <ShapeIcon kind={shape.kind} color={color} />
      <span className="min-w-0 grow">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 truncate font-medium">{name}</bdi>
          {enabled ? null : <span className="shrink-0 text-xs text-faint">{t('off')}</span>}
        </span>
        <span className="block truncate text-sm text-muted">
          {[t(`kinds.${shape.kind}`), ...tags].join(' · ')}
        </span>
      </span>
      <span className="shrink-0 text-end text-sm">
        <span className="block tabular-nums text-muted">
          {t('inside', { count: insideCount, shown: formats.number(insideCount) })}
        </span>
        {vendor.kind === 'none' ? null : (
          <span className={vendor.state === 'same' ? 'text-faint' : 'text-warning'}>
            {t(`copyStates.${vendor.state}`)}
          </span>
        )}
      </span>
    </button>
  )
}

const ROW =
  'flex w-full items-center gap-3 px-3 py-2 text-start hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:min-h-touch'

type FiltersProps = { fences: readonly Fence[] } & Pick<FenceListProps, 'tags' | 'address' | 'onChange'>

function Filters({ fences, tags: ofOthers, address, onChange }: FiltersProps) {
  const t = useTranslations('fences')
  const known = [...ofOthers, ...fences.flatMap(({ tags }) => tags)]
  const tags = [...new Set(known)].toSorted((a, b) => a.localeCompare(b))
  // Of others it is not known how their copies stand.
  const isWhole = ofOthers.length === 0
  const states = FENCE_VENDOR_STATES.filter(
    (state) => !isWhole || fences.some(({ vendor }) => vendor.state === state),
  )
  if (tags.length === 0 && states.length < 2) return null
  return (
    <div className="flex flex-wrap gap-2 text-sm">
      {tags.length === 0 ? null : (
        <select
          aria-label={t('tag')}
          value={address.tag ?? ''}
          onChange={(event) => onChange({ tag: event.target.value || null })}
          className={SELECT}
        >
          <option value="">{t('anyTag')}</option>
          {tags.map((tag) => (
            <option key={tag}>{tag}</option>
          ))}
        </select>
      )}
      {states.length < 2 ? null : (
        <select
          aria-label={t('copy')}
          value={address.copy ?? ''}
          onChange={(event) =>
            onChange({ copy: states.find((state) => state === event.target.value) ?? null })
          }
          className={SELECT}
        >
          <option value="">{t('anyCopy')}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`copyStates.${state}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

const SELECT =
  'h-8 max-w-full min-w-0 grow rounded border border-line bg-panel px-2 text-ink hover:border-line-strong pointer-coarse:h-touch'
