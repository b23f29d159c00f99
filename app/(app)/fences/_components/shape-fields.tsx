'use client'

import { Crosshair } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ChoiceGroup } from '@/components/ui/choice-group'
import type { ShapeField } from '@/lib/client/fences/shape-texts'
import { FENCE_SHAPE_KINDS, type FenceShape } from '@/lib/domain/geofence'
import type { FenceDraftState } from '../_hooks/use-fence-draft'
import { Field } from './field'

export type ShapeFieldsProps = {
  draft: FenceDraftState
  /** Empty fields are told once somebody tried to save. */
  isTried: boolean
  onGoTo: (shape: FenceShape) => void
}

const FIELDS = {
  circle: ['lat', 'lng', 'radiusM'],
  rectangle: ['south', 'north', 'west', 'east'],
  polygon: ['points'],
  corridor: ['points', 'widthM'],
} as const satisfies Record<string, readonly ShapeField[]>

/** The shape in numbers, which works without any pointer. */
export function ShapeFields({ draft, isTried, onGoTo }: ShapeFieldsProps) {
  const t = useTranslations('fences')
  const { texts, reading, shape, changeTexts } = draft
  const problemOf = (field: ShapeField) => {
    if (reading.ok || reading.field !== field) return null
    if (reading.problem === 'empty' && !isTried) return null
    return t(`form.problems.${reading.problem}`, { line: reading.line ?? 0 })
  }
  const whole = !reading.ok && reading.field === null ? t(`shapeProblems.${reading.problem}`) : null
  return (
    <div className="space-y-3">
      <ChoiceGroup
        label={t('form.shape')}
        value={texts.kind}
        options={FENCE_SHAPE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        onChange={(kind) => changeTexts({ kind })}
      />
      <div className="grid grid-cols-2 gap-3">
        {FIELDS[texts.kind].map((field) => {
          const common = {
            label: t(`form.${field}`),
            value: texts[field],
            problem: problemOf(field),
            autoComplete: 'off',
          }
          return field === 'points' ? (
            <Field
              key={field}
              {...common}
              rows={6}
              hint={t('form.pointsHint')}
              className="col-span-2"
              onChange={(event) => changeTexts({ [field]: event.target.value })}
            />
          ) : (
            <Field
              key={field}
              {...common}
              inputMode="decimal"
              onChange={(event) => changeTexts({ [field]: event.target.value })}
            />
          )
        })}
      </div>
      {whole === null ? null : (
        <p role="status" className="text-sm text-danger">
          {whole}
        </p>
      )}
      <Button size="sm" disabled={shape === null} onClick={() => shape && onGoTo(shape)}>
        <Crosshair aria-hidden className="size-4" />
        {t('form.show')}
      </Button>
    </div>
  )
}
