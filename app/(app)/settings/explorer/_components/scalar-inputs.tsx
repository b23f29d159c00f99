'use client'

import { useTranslations } from 'next-intl'
import type { Draft } from '@/lib/client/schema-form/draft'
import type { Shape } from '@/lib/domain/schema-form/shape'

export type Suggestion = { value: string; label: string }

export type ScalarInputProps = {
  id: string
  shape: Exclude<Shape, { kind: 'group' | 'rows' | 'union' }>
  required: boolean
  secret?: boolean
  draft: Draft
  describedBy: string
  isInvalid: boolean
  suggestions?: readonly Suggestion[]
  onChange: (draft: Draft) => void
}

/** The control for one value: what is typed stays as it was typed. */
export function ScalarInput(props: ScalarInputProps) {
  const { id, shape, describedBy, isInvalid, required, onChange } = props
  const text = typeof props.draft === 'string' ? props.draft : ''
  const common = {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': isInvalid || undefined,
    'aria-required': required || undefined,
    className: FIELD,
  }
  switch (shape.kind) {
    case 'flag':
      return <FlagInput {...props} />
    case 'choice':
      return <ChoiceInput {...props} words={shape.words} />
    case 'choices':
      return <ChoicesInput {...props} words={shape.words} />
    case 'time':
      return <TimeInput {...props} />
    case 'lines':
    case 'json':
      return (
        <textarea
          {...common}
          className={`${FIELD} h-auto py-2 font-mono text-sm pointer-coarse:h-auto pointer-coarse:text-lg`}
          rows={shape.kind === 'json' ? 6 : Math.min(8, Math.max(2, text.split('\n').length))}
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    default:
      return <LineInput {...props} text={text} isNumber={shape.kind === 'number'} />
  }
}

function LineInput(props: ScalarInputProps & { text: string; isNumber: boolean }) {
  const { id, text, isNumber, secret, suggestions = [], describedBy, isInvalid, required, onChange } = props
  const listId = `${id}list`
  return (
    <>
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        inputMode={isNumber ? 'decimal' : undefined}
        list={suggestions.length > 0 ? listId : undefined}
        autoComplete={secret ? 'new-password' : 'off'}
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={describedBy || undefined}
        aria-invalid={isInvalid || undefined}
        aria-required={required || undefined}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className={FIELD}
      />
      {suggestions.length > 0 ? (
        <datalist id={listId}>
          {suggestions.map(({ value, label }) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

function TimeInput({ id, draft, describedBy, isInvalid, required, onChange }: ScalarInputProps) {
  const t = useTranslations('explorer')
  return (
    <div className="flex items-center gap-2">
      <input
        id={id}
        type="datetime-local"
        step={1}
        aria-describedby={describedBy || undefined}
        aria-invalid={isInvalid || undefined}
        required={required}
        value={typeof draft === 'string' ? draft : ''}
        onChange={(event) => onChange(event.target.value)}
        className={FIELD}
      />
      <span className="shrink-0 text-sm text-muted">{t('utc')}</span>
    </div>
  )
}

function ChoiceInput({
  id,
  draft,
  words,
  required,
  describedBy,
  isInvalid,
  onChange,
}: ScalarInputProps & { words: readonly string[] }) {
  const t = useTranslations('explorer')
  return (
    <select
      id={id}
      aria-describedby={describedBy || undefined}
      aria-invalid={isInvalid || undefined}
      aria-required={required || undefined}
      value={typeof draft === 'string' ? draft : ''}
      onChange={(event) => onChange(event.target.value)}
      className={FIELD}
    >
      <option value="">{t(required ? 'choose' : 'notSent')}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </select>
  )
}

/** A switch where it must be said; three states where it may be left out. */
function FlagInput({ id, draft, required, describedBy, isInvalid, onChange }: ScalarInputProps) {
  const t = useTranslations('explorer')
  if (required)
    return (
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={draft === true}
        aria-describedby={describedBy || undefined}
        aria-invalid={isInvalid || undefined}
        onClick={() => onChange(draft !== true)}
        className={SWITCH}
      >
        <span aria-hidden className={draft === true ? TRACK_ON : TRACK_OFF}>
          <span className={draft === true ? KNOB_ON : KNOB_OFF} />
        </span>
        {t(draft === true ? 'yes' : 'no')}
      </button>
    )
  return (
    <select
      id={id}
      aria-describedby={describedBy || undefined}
      aria-invalid={isInvalid || undefined}
      value={typeof draft === 'boolean' ? String(draft) : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value === 'true')}
      className={FIELD}
    >
      <option value="">{t('notSent')}</option>
      <option value="true">{t('yes')}</option>
      <option value="false">{t('no')}</option>
    </select>
  )
}

function ChoicesInput({
  id,
  draft,
  words,
  isInvalid,
  onChange,
}: ScalarInputProps & { words: readonly string[] }) {
  const chosen = Array.isArray(draft) ? draft : []
  return (
    <div className="flex flex-wrap gap-x-4">
      {words.map((word, at) => (
        <label key={word} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-touch">
          <input
            id={at === 0 ? id : undefined}
            type="checkbox"
            checked={chosen.includes(word)}
            aria-invalid={isInvalid || undefined}
            onChange={(event) =>
              onChange(words.filter((each) => (each === word ? event.target.checked : chosen.includes(each))))
            }
            className="size-4 accent-accent pointer-coarse:size-5"
          />
          {word}
        </label>
      ))}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2.5 text-base text-ink focus-visible:outline-offset-0 ' +
  'aria-invalid:border-danger pointer-coarse:h-touch pointer-coarse:text-lg'
const SWITCH = 'flex h-9 items-center gap-2.5 rounded pe-2 pointer-coarse:h-touch'
const TRACK = 'flex h-5 w-9 items-center rounded-full p-0.5 transition-colors '
const TRACK_ON = `${TRACK} bg-accent`
const TRACK_OFF = `${TRACK} bg-line-strong`
const KNOB = 'size-4 rounded-full bg-panel transition-transform '
const KNOB_ON = `${KNOB} translate-x-4 rtl:-translate-x-4`
const KNOB_OFF = KNOB
