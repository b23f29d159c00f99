'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import type { Draft } from '@/lib/client/schema-form/draft'
import type { FieldPath, Problem, Shape } from '@/lib/domain/schema-form/shape'
import { GroupInput, RowsInput, UnionInput } from './nested-inputs'
import { problemsAt, problemWords } from './problem-words'
import { ScalarInput, type Suggestion } from './scalar-inputs'

export type FieldSlotProps = {
  label: string
  wireName?: string
  required: boolean
  secret?: boolean
  hint?: ReactNode
  shape: Shape
  path: FieldPath
  draft: Draft
  problems: readonly Problem[]
  suggestions?: readonly Suggestion[]
  onChange: (draft: Draft) => void
}

/** A labelled place of the form with its notes and what is wrong with it. */
export function FieldSlot(props: FieldSlotProps) {
  const t = useTranslations('explorer')
  const id = useId()
  const { label, wireName, required, hint, shape, path, problems } = props
  const isNested = NESTED.has(shape.kind)
  const isSet = isNested || shape.kind === 'choices'
  const own = problemsAt(problems, path, { deep: !isNested })
  const [problem] = own
  const ids = { control: `${id}control`, hint: `${id}hint`, error: `${id}error` }
  const describedBy = [hint ? ids.hint : '', problem ? ids.error : ''].filter((each) => each !== '').join(' ')
  const name = (
    <>
      <span className="font-medium">{label}</span>
      {required ? <span className="text-sm text-muted">{t('required')}</span> : null}
      {wireName !== undefined && wireName !== label ? (
        <code className="ms-auto font-mono text-xs text-faint">{wireName}</code>
      ) : null}
    </>
  )
  const body = (
    <>
      <FieldInput {...props} id={ids.control} describedBy={describedBy} isInvalid={problem !== undefined} />
      {problem ? (
        <p id={ids.error} className="mt-1 text-sm font-medium text-danger">
          {placeOf(t, problem, path)}
          {problemWords(t, problem)}
          {own.length > 1 ? ` ${t('moreProblems', { count: own.length - 1 })}` : ''}
        </p>
      ) : null}
      {hint ? (
        <p id={ids.hint} className="mt-1 text-sm text-muted empty:hidden">
          {hint}
        </p>
      ) : null}
    </>
  )
  if (isSet)
    return (
      <fieldset aria-describedby={describedBy || undefined} className="min-w-0">
        <legend className={`${LABEL} w-full`}>{name}</legend>
        {body}
      </fieldset>
    )
  return (
    <div>
      <label htmlFor={ids.control} className={LABEL}>
        {name}
      </label>
      {body}
    </div>
  )
}

const NESTED: ReadonlySet<Shape['kind']> = new Set(['group', 'rows', 'union'] as const)
const LABEL = 'mb-1 flex flex-wrap items-baseline gap-x-2'

type FieldInputProps = FieldSlotProps & { id: string; describedBy: string; isInvalid: boolean }

function FieldInput({ shape, ...props }: FieldInputProps) {
  switch (shape.kind) {
    case 'group':
      return <GroupInput {...props} fields={shape.fields} />
    case 'rows':
      return <RowsInput {...props} item={shape.item} limits={shape} />
    case 'union':
      return <UnionInput {...props} options={shape.options} />
    default:
      return <ScalarInput {...props} shape={shape} />
  }
}

/** "Line 3: " where one line of several is wrong. */
function placeOf(
  t: ReturnType<typeof useTranslations<'explorer'>>,
  problem: Problem,
  path: FieldPath,
): string {
  const step = problem.path[path.length]
  return typeof step === 'number' ? `${t('lineNumber', { number: step + 1 })} ` : ''
}
