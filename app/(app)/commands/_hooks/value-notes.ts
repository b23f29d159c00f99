import type { ReadOrder } from '@/lib/domain/command-safety-kind'
import type { Choice } from './choices'

/** What stands at a field: what is wrong with it, or that it is empty beside others, which may be meant so. */
export type ValueNote = 'not_hex' | 'ambiguous' | 'empty' | 'tooLong' | 'leftEmpty'

type Filled = Pick<Choice, 'places' | 'maxLength'>

/** One note for each field, null where there is nothing to say. `read` is null while nothing is typed at all. */
export function valueNotes(
  { places, maxLength }: Filled,
  values: readonly string[],
  read: ReadOrder | null,
): readonly (ValueNote | null)[] {
  const problem = read?.ok === false ? read.problem : null
  return places.map((_, index) => {
    const value = values[index] ?? ''
    if (value.length > maxLength) return 'tooLong'
    if (problem === 'not_hex') return 'not_hex'
    // Only braces can be read in two ways; a template that can be by itself is nobody's field.
    if (problem === 'ambiguous' && /[{}]/.test(value)) return 'ambiguous'
    const isBlank = value.trim() === ''
    if (problem === 'empty' && isBlank) return 'empty'
    return isBlank && read !== null ? 'leftEmpty' : null
  })
}

/** Whether a note is against sending. An empty place is not: it may be meant so. */
export function isProblem(note: ValueNote | null): note is Exclude<ValueNote, 'leftEmpty'> {
  return note !== null && note !== 'leftEmpty'
}
