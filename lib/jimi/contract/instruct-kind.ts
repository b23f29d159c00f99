// The form in which one kind of instruction over the hub is declared.

import type { Scalar } from '../wire/codecs'
import { freeMembers } from './instruct-fields'

/** One kind of instruction: its protocol number, what it is for, and the codec of its content (always a text on the wire). */
export type InstructKind<P extends number, T> = {
  proNo: P
  name: string
  summary: string
  /** False where no document lists the members, or only one receiver's guess is known. */
  documented: boolean
  content: Scalar<T>
  /** Content as it is sent. */
  example: string
}

/** Declares a kind. */
export function instructKind<const P extends number, T>(kind: InstructKind<P, T>): InstructKind<P, T> {
  return kind
}

/** Declares a kind whose members no document lists, or only in versions that contradict each other. */
export function undocumentedKind<const P extends number>(proNo: P, name: string, summary: string) {
  const example = '{"channelId":1}'
  return instructKind({ proNo, name, summary, documented: false, content: freeMembers, example })
}
