'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { type Draft, emptyDraft, isDraftGroup, unionDraft } from '@/lib/client/schema-form/draft'
import type { FieldPath, GroupField, Problem, Shape } from '@/lib/domain/schema-form/shape'
import { FieldSlot } from './field-slot'

type NestedInputProps = {
  label: string
  required: boolean
  path: FieldPath
  draft: Draft
  problems: readonly Problem[]
  onChange: (draft: Draft) => void
}

/** An object: its members below each other. One that may be left out is until it is opened. */
export function GroupInput({
  fields,
  draft,
  required,
  path,
  problems,
  onChange,
}: NestedInputProps & { fields: readonly GroupField[] }) {
  const t = useTranslations('explorer')
  const members = isDraftGroup(draft) ? draft : null
  if (members === null)
    return (
      <Button size="sm" onClick={() => onChange(emptyDraft({ kind: 'group', fields: [...fields] }, true))}>
        <Plus aria-hidden className="size-4" />
        {t('addGroup')}
      </Button>
    )
  return (
    <div className={BOX}>
      {fields.map(({ key, required: isNeeded, shape }) => (
        <FieldSlot
          key={key}
          label={key}
          required={isNeeded}
          shape={shape}
          path={[...path, key]}
          draft={members[key] ?? emptyDraft(shape, isNeeded)}
          problems={problems}
          onChange={(next) => onChange({ ...members, [key]: next })}
        />
      ))}
      {required ? null : (
        <Button size="sm" variant="quiet" onClick={() => onChange(null)}>
          {t('leaveOut')}
        </Button>
      )}
    </div>
  )
}

/** A list of objects: a box for each, more on demand. */
export function RowsInput({
  item,
  limits,
  label,
  draft,
  path,
  problems,
  onChange,
}: NestedInputProps & { item: Shape; limits: { max?: number } }) {
  const t = useTranslations('explorer')
  const rows = Array.isArray(draft) ? draft : []
  const isFull = limits.max !== undefined && rows.length >= limits.max
  return (
    <div className="space-y-2">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is told by its place alone.
        <div key={at} className="flex items-start gap-2">
          <span className="w-5 shrink-0 pt-2.5 text-end text-sm text-muted tabular-nums">{at + 1}</span>
          <div className={ROW}>
            <RowFields
              item={item}
              label={`${label} ${at + 1}`}
              path={[...path, at]}
              draft={row}
              problems={problems}
              onChange={(next) => onChange(rows.map((each, index) => (index === at ? next : each)))}
            />
          </div>
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('removeRow', { number: at + 1 })}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <Button size="sm" disabled={isFull} onClick={() => onChange([...rows, emptyDraft(item, true)])}>
        <Plus aria-hidden className="size-4" />
        {t('addRow')}
      </Button>
    </div>
  )
}

type RowFieldsProps = Omit<NestedInputProps, 'required'> & { item: Shape }

function RowFields({ item, label, path, draft, problems, onChange }: RowFieldsProps) {
  if (item.kind !== 'group')
    return (
      <FieldSlot
        label={label}
        required
        shape={item}
        path={path}
        draft={draft}
        problems={problems}
        onChange={onChange}
      />
    )
  const members = isDraftGroup(draft) ? draft : {}
  return item.fields.map(({ key, required, shape }) => (
    <FieldSlot
      key={key}
      label={key}
      required={required}
      shape={shape}
      path={[...path, key]}
      draft={members[key] ?? ''}
      problems={problems}
      onChange={(next) => onChange({ ...members, [key]: next })}
    />
  ))
}

/** One of several forms: which, and then that form. */
export function UnionInput({
  options,
  label,
  draft,
  path,
  problems,
  onChange,
}: NestedInputProps & { options: readonly Shape[] }) {
  const t = useTranslations('explorer')
  const chosen = isDraftGroup(draft) ? draft : { option: '', value: '' }
  const option = Number(chosen.option === '' ? Number.NaN : chosen.option)
  const shape = options[option]
  return (
    <div className={BOX}>
      <div className="flex flex-wrap gap-2">
        {options.map((each, at) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is told by its place.
            key={at}
            size="sm"
            aria-pressed={at === option}
            onClick={() => onChange(unionDraft(options, at))}
          >
            {each.kind === 'group' ? each.fields.map(({ key }) => key).join(', ') : each.kind}
          </Button>
        ))}
      </div>
      {shape === undefined ? (
        <p className="text-sm text-muted">{t('choose')}</p>
      ) : (
        <FieldSlot
          label={label}
          required
          shape={shape}
          path={path}
          draft={chosen.value ?? ''}
          problems={problems}
          onChange={(next) => onChange({ option: chosen.option ?? '', value: next })}
        />
      )}
    </div>
  )
}

const BOX = 'space-y-3 rounded border border-line p-3'
const ROW =
  'grid min-w-0 grow grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-3 rounded border border-line p-2.5'
