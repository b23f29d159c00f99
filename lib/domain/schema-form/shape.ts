// The shape of an input as a form needs it: plain data, fit to be sent to a browser. It is read off a zod schema in
// read-shape.ts, and says nothing of what a field means.

/** What may stand in a place. Limits are inclusive; what has none is unlimited. */
export type Shape =
  | TextShape
  | { kind: 'number'; min?: number; max?: number; whole: boolean }
  | { kind: 'flag' }
  /** A moment; limits in ISO 8601 UTC. */
  | { kind: 'time'; min?: string; max?: string }
  | { kind: 'choice'; words: string[] }
  /** Several of a few words. */
  | { kind: 'choices'; words: string[]; min?: number; max?: number }
  /** A list of texts or numbers. */
  | { kind: 'lines'; item: LineShape; min?: number; max?: number }
  /** A list of anything else. */
  | { kind: 'rows'; item: Shape; min?: number; max?: number }
  | { kind: 'group'; fields: GroupField[] }
  | { kind: 'union'; options: Shape[] }
  /** Anything the rest cannot say. */
  | { kind: 'json' }

type TextShape = { kind: 'text'; min?: number; max?: number; pattern?: string }
export type LineShape = TextShape | { kind: 'number'; min?: number; max?: number; whole: boolean }
export type GroupField = { key: string; required: boolean; shape: Shape }

/** Where in an input something is: names of fields and places in lists. */
export type FieldPath = readonly (string | number)[]

/** What is wrong with one place of an input. */
export type Problem = {
  path: FieldPath
  kind: ProblemKind
  /** The limit that was broken: a number, or a moment in ISO 8601 UTC. */
  limit?: number | string
  /** Words of the contract itself, for `custom`. */
  text?: string
}

export type ProblemKind =
  | 'missing'
  | 'too_short'
  | 'too_long'
  | 'too_few'
  | 'too_many'
  | 'too_small'
  | 'too_big'
  | 'too_early'
  | 'too_late'
  | 'not_number'
  | 'not_whole'
  | 'not_time'
  | 'not_json'
  | 'not_listed'
  | 'not_known'
  | 'custom'
