'use client'

import { Redo2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState, useTransition } from 'react'
import type { FenceDrawing } from '@/components/map/fences/fence-map'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { drawnWidthM } from '@/lib/client/fences/shape-texts'
import { useTellDirty } from '@/lib/client/use-held-place'
import type { FenceDetail } from '@/lib/domain/api/fences'
import type { FenceShape } from '@/lib/domain/geofence'
import { draftOf, type FenceDraftState, fieldProblem, useFenceDraft } from '../_hooks/use-fence-draft'
import { saveFenceAction } from '../actions'
import { Field } from './field'
import { RuleFields } from './rule-fields'
import { ShapeFields } from './shape-fields'
import { VehicleField } from './vehicle-field'

export type FenceFormProps = {
  /** Null for a new one. */
  fence: FenceDetail | null
  onDrawing: (drawing: FenceDrawing | null) => void
  /** Told whether anything is typed that is not saved. */
  onDirty: (isDirty: boolean) => void
  onSaved: (id: string) => void
  onCancel: () => void
  onGoTo: (shape: FenceShape) => void
}

/** A fence by numbers and words, drawn on the map beside it at the same time. */
export function FenceForm({ fence, onDrawing, onDirty, onSaved, onCancel, onGoTo }: FenceFormProps) {
  const t = useTranslations('fences.form')
  const draft = useFenceDraft(fence)
  const { fields, change, shape } = draft
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()
  useDrawing(draft, onDrawing)
  useTellDirty(draft.isDirty, onDirty)
  const problem = fieldProblem(fields)

  function save(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (shape === null || problem !== null) return
    startSaving(async () => {
      setFailure(null)
      const answer = await saveFenceAction(fence?.id ?? null, draftOf(fields, shape)).catch(() => null)
      if (answer?.ok) onSaved(answer.value)
      else setFailure(answer?.message ?? t('notSaved'))
    })
  }

  return (
    <form
      onSubmit={save}
      noValidate
      className="flex min-h-0 grow flex-col"
      aria-label={fence ? t('editTitle') : t('newTitle')}
    >
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-3 py-2">
        <h2 className="grow text-base font-semibold">{fence ? t('editTitle') : t('newTitle')}</h2>
        <IconButton
          icon={Undo2}
          label={t('undo')}
          disabled={draft.undo === null}
          onClick={() => draft.undo?.()}
          tooltip="bottom-end"
        />
        <IconButton
          icon={Redo2}
          label={t('redo')}
          disabled={draft.redo === null}
          onClick={() => draft.redo?.()}
          tooltip="bottom-end"
        />
      </div>
      <div className="min-h-0 grow space-y-5 overflow-y-auto p-3 scrollbar-quiet">
        <Field
          label={t('name')}
          value={fields.name}
          maxLength={100}
          autoComplete="off"
          required
          problem={isTried && problem === 'name_empty' ? t('problems.name_empty') : null}
          onChange={(event) => change({ name: event.target.value })}
        />
        <ShapeFields draft={draft} isTried={isTried} onGoTo={onGoTo} />
        <RuleFields draft={draft} problem={isTried ? problem : null} />
        <VehicleField
          draft={draft}
          problem={isTried && problem === 'no_vehicles' ? t('problems.no_vehicles') : null}
        />
        <Looks draft={draft} isTried={isTried} />
      </div>
      {failure === null ? null : (
        <Banner tone="danger" title={t('notSaved')}>
          {failure}
        </Banner>
      )}
      <div className="flex shrink-0 justify-end gap-2 border-t border-line p-3">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button variant="primary" type="submit" disabled={isSaving}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** Colour, tags, description, and whether it is watched at all. */
function Looks({ draft, isTried }: { draft: FenceDraftState; isTried: boolean }) {
  const t = useTranslations('fences.form')
  const { fields, change } = draft
  const hasTooManyTags = isTried && fieldProblem(fields) === 'too_many_tags'
  return (
    <>
      <Field
        label={t('tags')}
        value={fields.tags}
        hint={t('tagsHint')}
        autoComplete="off"
        problem={hasTooManyTags ? t('problems.too_many_tags') : null}
        onChange={(event) => change({ tags: event.target.value })}
      />
      <Field
        label={t('description')}
        value={fields.description}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => change({ description: event.target.value })}
      />
      <label className="flex items-center gap-3 text-sm font-medium">
        <input
          type="color"
          value={fields.color}
          onChange={(event) => change({ color: event.target.value.toLowerCase() })}
          className="h-9 w-14 rounded border border-line-strong bg-panel p-0.5 pointer-coarse:h-touch"
        />
        {t('color')}
      </label>
      <label className="flex items-center gap-2 text-sm pointer-coarse:min-h-touch">
        <input
          type="checkbox"
          checked={fields.enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
          className="size-6 accent-accent"
        />
        {t('enabled')}
      </label>
    </>
  )
}

/** Tells the map what is being drawn, as long as the form is open. */
function useDrawing({ texts, shape, fields, draw }: FenceDraftState, onDrawing: FenceFormProps['onDrawing']) {
  const { kind } = texts
  const widthM = drawnWidthM(texts)
  const { color } = fields
  useEffect(() => {
    onDrawing({ kind, shape, color, widthM, onShape: draw })
  }, [kind, shape, color, widthM, draw, onDrawing])
  useEffect(() => () => onDrawing(null), [onDrawing])
}
