'use client'

import { useCallback, useMemo, useState } from 'react'
import { emptyTexts, readShapeTexts, type ShapeTexts, textsOf } from '@/lib/client/fences/shape-texts'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import type { FenceDetail, FenceDraft } from '@/lib/domain/api/fences'
import type { FenceShape } from '@/lib/domain/geofence'
import { USUAL_FENCE_COLOR } from '@/lib/domain/geofence-geojson'

/** Everything of the form as it was typed. */
export type FenceFields = {
  name: string
  color: string
  tags: string
  description: string
  enter: boolean
  exit: boolean
  dwell: boolean
  dwellMin: string
  enabled: boolean
  /** Null for all vehicles. */
  deviceIds: readonly string[] | null
}

const MAX_STEPS = 100

/** A fence being drawn or changed: fields, the texts of its shape, what they mean, and a way back and forth. */
export function useFenceDraft(fence: FenceDetail | null) {
  const { units } = useFormatPreferences()
  const [begin] = useState(() => {
    const empty = emptyTexts(units)
    return { fields: fieldsOf(fence), texts: fence === null ? empty : textsOf(fence.shape, empty) }
  })
  const [fields, setFields] = useState(begin.fields)
  const [history, setHistory] = useState({ steps: [begin.texts], at: 0 })
  const texts = history.steps[history.at] ?? begin.texts
  const reading = useMemo(() => readShapeTexts(texts), [texts])
  const change = useCallback(
    (part: Partial<FenceFields>) => setFields((before) => ({ ...before, ...part })),
    [],
  )
  const step = useCallback(
    (next: (before: ShapeTexts) => ShapeTexts) => {
      setHistory(({ steps, at }) => {
        const kept = [...steps.slice(0, at + 1), next(steps[at] ?? begin.texts)].slice(-MAX_STEPS)
        return { steps: kept, at: kept.length - 1 }
      })
    },
    [begin],
  )
  const go = (by: number) =>
    setHistory(({ steps, at }) => ({ steps, at: Math.max(0, Math.min(steps.length - 1, at + by)) }))
  return {
    fields,
    /** Whether anything is otherwise than when the form was opened. */
    isDirty: !isSame(begin, { fields, texts }),
    change,
    texts,
    reading,
    shape: reading.ok ? reading.shape : null,
    changeTexts: useCallback(
      (part: Partial<ShapeTexts>) => step((before) => ({ ...before, ...part })),
      [step],
    ),
    draw: useCallback((shape: FenceShape) => step((before) => textsOf(shape, before)), [step]),
    undo: history.at > 0 ? () => go(-1) : null,
    redo: history.at < history.steps.length - 1 ? () => go(1) : null,
  }
}
export type FenceDraftState = ReturnType<typeof useFenceDraft>

/** What was changed and changed back is as it was. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

export type FieldProblem = 'name_empty' | 'dwell' | 'no_vehicles' | 'too_many_tags'

/** What is wrong with the fields beside the shape; null for nothing. */
export function fieldProblem(fields: FenceFields): FieldProblem | null {
  if (fields.name.trim() === '') return 'name_empty'
  if (fields.dwell && !/^[1-9]\d{0,4}$/.test(fields.dwellMin.trim())) return 'dwell'
  if (fields.dwell && Number(fields.dwellMin) > 10_080) return 'dwell'
  if (tagsOf(fields.tags).length > 20) return 'too_many_tags'
  return fields.deviceIds?.length === 0 ? 'no_vehicles' : null
}

/** The fence the form means, once nothing is wrong with it. */
export function draftOf(fields: FenceFields, shape: FenceShape): FenceDraft {
  const { name, color, tags, description, enter, exit, dwell, dwellMin, enabled, deviceIds } = fields
  return {
    name: name.trim().slice(0, 100),
    shape,
    color,
    tags: tagsOf(tags),
    description: description.trim().slice(0, 500),
    rules: { enter, exit, dwellMin: dwell ? Number(dwellMin) : null },
    enabled,
    deviceIds: deviceIds === null ? null : [...deviceIds],
  }
}

function tagsOf(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, 40))
  return [...new Set(tags)].filter((tag) => tag !== '')
}

function fieldsOf(fence: FenceDetail | null): FenceFields {
  const rules = fence?.rules ?? { enter: true, exit: true, dwellMin: null }
  return {
    name: fence?.name ?? '',
    color: fence?.color ?? USUAL_FENCE_COLOR,
    tags: fence?.tags.join(', ') ?? '',
    description: fence?.description ?? '',
    enter: rules.enter,
    exit: rules.exit,
    dwell: rules.dwellMin !== null,
    dwellMin: String(rules.dwellMin ?? 30),
    enabled: fence?.enabled ?? true,
    deviceIds: fence?.deviceIds ?? null,
  }
}
