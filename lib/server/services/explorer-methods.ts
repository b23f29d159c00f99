// The vendor's methods as the explorer offers them: the list to choose from, and all that a form for one needs.

import type { ExplorerEntry, ExplorerField, ExplorerMethod } from '@/lib/domain/api/explorer'
import { CHAPTERS, getMethod, isMethodName, type MethodName } from '@/lib/jimi/contract'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import { decodeInput } from '@/lib/jimi/contract/io'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { ForbiddenError, NotFoundError } from '../errors'
import { fieldsOf } from './explorer-fields'
import { describeInstruct, instructEntry } from './explorer-instruct'
import { refusalOf } from './explorer-policy'
import { isOrderMethod } from './order-methods'

/**
 * The methods by chapter, in the order of the docs.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export function listExplorerMethods(viewer: Viewer): ExplorerEntry[] {
  assertOwner(viewer)
  return Object.entries(CHAPTERS).flatMap(([chapter, list]) => [
    ...list.map(({ name }) => entryOf(name, chapter)),
    ...(chapter === INSTRUCT.chapter ? [instructEntry()] : []),
  ])
}

/**
 * All that a form for the method needs, as the profile has it; in the method's own first profile where it lacks that one.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for a name nobody has.
 */
export function describeMethod(viewer: Viewer, name: string, wanted: Profile): ExplorerMethod {
  assertOwner(viewer)
  if (name === INSTRUCT.name) return describeInstruct()
  if (!isMethodName(name)) throw new NotFoundError('There is no method of this name.')
  const method = getMethod(name)
  const profile = method.profiles.includes(wanted) ? wanted : (method.profiles[0] ?? wanted)
  return {
    ...entryOf(name, chapterOf(name)),
    profile,
    docs: method.docs,
    timeoutMs: method.timeoutMs,
    errors: [...method.errors].map((code) => ({ code, meaning: CODE_MEANINGS[code] ?? '' })),
    constants: { ...method.input.constants },
    fields: inputFields(name, profile),
    example: exampleOf(name, profile),
    samples: [],
  }
}

/** The fields of a method's input in a profile. */
export function inputFields(name: MethodName, profile: Profile): ExplorerField[] {
  return fieldsOf(getMethod(name).input.fields, profile)
}

/** @throws ForbiddenError unless the viewer is an owner. */
export function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}

function entryOf(name: MethodName, chapter: string): ExplorerEntry {
  const { access, summary, profiles } = getMethod(name)
  const refusal = refusalOf(name)
  return { name, chapter, access, summary, profiles: [...profiles], refusal, isOrder: isOrderMethod(name) }
}

function chapterOf(name: MethodName): string {
  const found = Object.entries(CHAPTERS).find(([, list]) => list.some((method) => method.name === name))
  return found?.[0] ?? ''
}

/** A sample is in the spelling of profile pro, and both are read. Null where this profile cannot say it. */
function exampleOf(name: MethodName, profile: Profile): Record<string, unknown> | null {
  const read = decodeInput(name, getMethod(name).example.params, { profile })
  return read.ok ? JSON.parse(JSON.stringify(read.input)) : null
}
