'use client'

import { Crosshair } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { FIELDS, type ShapeField } from '@/lib/client/fences/shape-texts'
import { FENCE_SHAPE_KINDS, type FenceShape } from '@/lib/domain/geofence'
import type { FenceDraftState } from '../_hooks/use-fence-draft'
import { useLengthWords } from '../_hooks/use-length-words'
import { Field } from './field'

export type ShapeFieldsProps = {
  draft: FenceDraftState
  /** Empty fields are told once somebody tried to save. */
  isTried: boolean
  onGoTo: (shape: FenceShape) => void
}

/** The shape in numbers, which works without any pointer. */
export function ShapeFields({ draft, isTried, onGoTo }: ShapeFieldsProps) {
  const t = useTranslations('fences')
  const { texts, reading, shape, changeTexts } = draft
  const lengths = useLengthWords(texts.units)
  const problemOf = (field: ShapeField) => {
    const wrong = reading.ok ? undefined : reading.fields.find((one) => one.field === field)
    if (wrong === undefined || (wrong.problem === 'empty' && !isTried)) return null
    return t(`form.problems.${wrong.problem}`, { line: wrong.line ?? 0, ...lengths.limitsOf(wrong.problem) })
  }
  const whole =
    reading.ok || reading.problem === null
      ? null
      : t(`shapeProblems.${reading.problem}`, lengths.limitsOf(reading.problem))
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
            label: t(`form.${field}`, { unit: lengths.unit }),
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
