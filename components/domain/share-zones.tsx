'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { useFoundFences } from '@/lib/client/queries/fences'
import { MAX_SHARE_ZONES, SHARE_ZONE_MODES } from '@/lib/domain/share'
import type { ShareForm } from './share-draft'
import { ShareCheck, SharePart } from './share-inputs'

type Props = { form: ShareForm; onChange: (part: Partial<ShareForm>) => void; problem: string | null }

/** Where the position is kept back. */
export function ShareZones({ form, onChange, problem }: Props) {
  const t = useTranslations('share.form')
  const name = useId()
  return (
    <SharePart title={t('privacy')} part="zone" problem={problem}>
      <div>
        {SHARE_ZONE_MODES.map((mode) => (
          <label
            key={mode}
            className="flex min-h-7 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-touch"
          >
            <input
              type="radio"
              name={name}
              checked={form.zoneMode === mode}
              onChange={() => onChange({ zoneMode: mode })}
              className="size-4 accent-accent"
            />
            {t(`zoneMode.${mode}`)}
          </label>
        ))}
      </div>
      {form.zoneMode === 'none' ? null : <FenceChoice form={form} onChange={onChange} />}
    </SharePart>
  )
}

/** Those that fit what is typed, found by the server; what was chosen stays chosen, in sight or not. */
function FenceChoice({ form, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const t = useTranslations('share.form')
  const [typed, setTyped] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const q = useSettled(typed.trim())
  const { data, isError, refetch } = useFoundFences({ q: q || undefined })
  const { fenceIds } = form
  if (data === undefined)
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-muted">
        {isError ? t('fencesFailed') : t('fencesLoading')}
        {isError ? (
          <Button size="sm" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        ) : null}
      </p>
    )
  if (data.total === 0 && q === '') return <p className="text-sm text-muted">{t('noFences')}</p>
  const toggle = (id: string, isOn: boolean) =>
    onChange({ fenceIds: isOn ? [...fenceIds, id] : fenceIds.filter((one) => one !== id) })
  return (
    <>
      <SearchField
        label={t('findFence')}
        placeholder={t('findFence')}
        clearLabel={t('clearSearch')}
        value={typed}
        onChange={setTyped}
        inputRef={inputRef}
      />
      {data.fences.length === 0 ? <p className="text-sm text-muted">{t('noFenceFound')}</p> : null}
      <fieldset className="scrollbar-quiet max-h-40 overflow-y-auto rounded border border-line px-3 py-1 empty:hidden">
        <legend className="sr-only">{t('fences')}</legend>
        {data.fences.slice(0, LISTED_AT_MOST).map(({ id, name }) => (
          <ShareCheck
            key={id}
            label={<bdi className="truncate">{name}</bdi>}
            checked={fenceIds.includes(id)}
            disabled={!fenceIds.includes(id) && fenceIds.length >= MAX_SHARE_ZONES}
            onChange={(event) => toggle(id, event.target.checked)}
          />
        ))}
      </fieldset>
      <p role="status" className="text-xs text-muted empty:hidden">
        {data.total > LISTED_AT_MOST ? t('moreFences', { more: data.total - LISTED_AT_MOST }) : null}
      </p>
    </>
  )
}

/** More nobody reads; who does not find theirs types on. */
const LISTED_AT_MOST = 200
/** Between two letters of somebody who types. */
const TYPING_MS = 250

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
