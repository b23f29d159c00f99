'use client'

import { useTranslations } from 'next-intl'
import type { Choice } from '../_hooks/choices'
import { isProblem, type ValueNote } from '../_hooks/value-notes'
import { SelectInput, TextInput } from './field'

const GROUPS = ['ofDevice', 'other', 'kept'] as const

export type CommandFieldsProps = {
  choices: readonly Choice[]
  choice: Choice | null
  values: readonly string[]
  notes: readonly (ValueNote | null)[]
  onPick: (key: string) => void
  onType: (values: string[]) => void
}

/** The list of commands, and a field for each value the chosen one asks for. */
export function CommandFields({ choices, choice, values, notes, onPick, onType }: CommandFieldsProps) {
  const t = useTranslations('commands.compose')
  const tProblems = useTranslations('commands.problems')
  const type = (index: number, value: string) =>
    onType((choice?.places ?? []).map((_, place) => (place === index ? value : (values[place] ?? ''))))
  // Nothing is cut off at the limit: half of a pasted command would be another one.
  const wordsAt = (place: Choice['places'][number], note: ValueNote | null) => {
    if (note === 'tooLong') return { problem: t(note, { max: choice?.maxLength ?? 0 }) }
    if (isProblem(note)) return { problem: tProblems(note) }
    if (note !== null) return { hint: t(note) }
    return place === 'hex' ? { hint: t('hexHint') } : {}
  }
  return (
    <>
      <SelectInput
        label={t('command')}
        value={choice?.key ?? ''}
        onChange={(event) => onPick(event.target.value)}
        hint={choice?.explanations.join('\n')}
      >
        <option value="">{t('pick')}</option>
        {GROUPS.map((group) => {
          const own = choices.filter((each) => each.group === group)
          return own.length === 0 ? null : (
            <optgroup key={group} label={t(group)}>
              {own.map((each) => (
                <option key={each.key} value={each.key}>
                  {each.name}
                </option>
              ))}
            </optgroup>
          )
        })}
      </SelectInput>
      {(choice?.places ?? []).map((place, index) => (
        <TextInput
          key={`${choice?.key} ${place}`}
          label={typeof place === 'number' ? t('place', { number: place + 1 }) : t(place)}
          {...wordsAt(place, notes[index] ?? null)}
          dir="ltr"
          value={values[index] ?? ''}
          onChange={(event) => type(index, event.target.value)}
        />
      ))}
    </>
  )
}
