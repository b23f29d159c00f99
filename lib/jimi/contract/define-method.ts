// The form in which one vendor method is declared: everything the client, the sandbox and the docs need to know of it.

import { PROFILES, type Profile } from '../wire/profile'
import type { Answer, AnswerShape } from './answer'
import type { RecordOf } from './record'

/** What every declaration states. */
type Essentials<Name extends string, Input, Output> = {
  name: Name
  /** Reads may be repeated. Writes never are: after a lost answer nobody knows whether they happened. */
  access: 'read' | 'write'
  /** One line saying what it does, in our own words. */
  summary: string
  /** What a caller must know beyond the types: limits, quirks, what to do about them. */
  docs: string
  /** Vendor codes a caller should expect. */
  errors: readonly number[]
  /** Private parameters: texts on the wire, domain values inside. */
  input: RecordOf<Input>
  output: AnswerShape<Output>
  example: MethodExample
}

/** What most declarations leave to the defaults. */
type Defaults<Input> = {
  profiles: readonly Profile[]
  /** False for the one call that is made to get a token. */
  needsToken: boolean
  timeoutMs: number
  /** The IMEIs a call touches; ownership is checked against them. */
  devices(input: Input): readonly string[]
  /** The accounts a call touches; ownership is checked against them. */
  accounts(input: Input): readonly string[]
  /** Fences, groups and orders a call touches, which the vendor knows by id alone: whoever calls must know whose they are. */
  objects(input: Input): readonly VendorObject[]
}

/** What only some declarations need. */
type Rarities = {
  /** The name it goes by on the wire, where that is another method's. */
  wireName?: string
  /** With `wireName`: the parameter by which the receiver tells the two methods apart. */
  toldBy?: string
  /** The devices a refusal names as its cause, as JimiApiError then tells. */
  offendingImeis?(refusal: Answer): readonly string[]
}

/** Something of the vendor's with an id of its own. An `order` is a list ordered under a request key. */
export type VendorObject = { kind: 'fence' | 'group' | 'order'; id: string }

export type Method<Name extends string, Input, Output> = Essentials<Name, Input, Output> &
  Defaults<Input> &
  Rarities

export type MethodExample = {
  /** Private parameters as sent in profile pro. */
  params: Readonly<Record<string, string>>
  /** The vendor's own sample answers, verbatim JSON. One without a profile of its own stands under `pro`. */
  answers: Partial<Record<Profile, string>>
  /** Further samples, where one does not show all forms an answer takes. */
  more?: readonly { label: string; profile: Profile; answer: string }[]
}

const DEFAULT_TIMEOUT_MS = 10_000

/**
 * Declares a method. Left out: both profiles, a token is needed, 10 s to answer, no devices and no accounts touched.
 */
export function defineMethod<const Name extends string, Input, Output>(
  declaration: Essentials<Name, Input, Output> & Partial<Defaults<Input>> & Rarities,
): Method<Name, Input, Output> {
  return {
    profiles: PROFILES,
    needsToken: true,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    devices: () => [],
    accounts: () => [],
    objects: () => [],
    ...declaration,
  }
}
