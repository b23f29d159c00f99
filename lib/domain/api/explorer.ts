// Milepost's own answers about single vendor calls, as the explorer shows them to owners. Secrets are masked in all of them.

import { z } from 'zod'
import type { Problem, Shape } from '../schema-form/shape'
import type { Command, OrderProblem } from './command'

/**
 * Why something is not sent from the explorer. Of methods: `secret`, the answer is one; `not_listed`, nobody has cleared it.
 * Of single orders to vehicles: `cut`, it cuts or nobody can tell; `order`, it is none that could be sent.
 */
export type RefusalReason = 'secret' | 'not_listed' | 'cut' | 'order'

/** One method in the list to choose from. */
export type ExplorerEntry = {
  name: string
  chapter: string
  access: 'read' | 'write'
  summary: string
  profiles: ('ts' | 'pro')[]
  refusal: 'secret' | 'not_listed' | null
  /** It gives orders to vehicles, which leave as commands. */
  isOrder: boolean
}

/** One field of a method's form. */
export type ExplorerField = {
  /** Its name in an input. */
  key: string
  /** Its name on the wire. */
  wireName: string
  required: boolean
  /** The form it has on the wire, in the words of the contract. */
  form: string
  /** What else the vendor says of it. */
  note: string
  /** Never shown again once it was typed. */
  secret: boolean
  shape: Shape
}

/** GET /api/jimi/{method}: all that a form for it needs. */
export type ExplorerMethod = ExplorerEntry & {
  profile: 'ts' | 'pro'
  docs: string
  timeoutMs: number
  errors: { code: number; meaning: string }[]
  /** Parameters that always hold the same text. */
  constants: Record<string, string>
  fields: ExplorerField[]
  /** The vendor's own sample as an input in JSON; null where it cannot be read as one. */
  example: Record<string, unknown> | null
  /** Further inputs to begin with, where one method does many things. */
  samples: ExplorerSample[]
}

/** An input to begin with. `text` is the part by which it differs from its neighbours. */
export type ExplorerSample = { title: string; note: string; text: string; input: Record<string, unknown> }

/** POST /api/jimi/{method}. `confirmed`: the person has read what a write will do. */
export const explorerCallSchema = z.object({
  profile: z.enum(['ts', 'pro']),
  input: z.record(z.string(), z.unknown()),
  confirmed: z.boolean().optional(),
})
export type ExplorerCall = z.infer<typeof explorerCallSchema>

/** Parameters as they stand on the wire; secrets masked. */
export type ExplorerRequest = {
  params: { name: string; value: string; masked: boolean }[]
  /** The same as a line for a shell, against the sandbox. */
  curl: string
  /** Whether it goes to the node, signed, or to the hub, whose requests carry a token of their own. */
  door: 'node' | 'hub'
}

/** A text that may have been cut; `totalBytes` is what it would have. */
export type CappedText = { text: string; totalBytes: number; cut: boolean }

/** One exchange with the vendor, as it went over the wire. */
export type ExplorerExchange = {
  request: ExplorerRequest
  /** Null when nothing was answered. */
  status: number | null
  durationMs: number
  /** Null when no whole answer came. */
  raw: CappedText | null
}

/** How a call ended. */
export type ExplorerOutcome =
  /** Decoded as JSON text. `droppedCount` may be more than are listed. */
  | {
      kind: 'answered'
      decoded: CappedText
      dropped: { index: number; reason: string }[]
      droppedCount: number
    }
  | {
      kind: 'refused'
      code: number
      meaning: string | null
      vendorMessage: string
      device: { code: number; meaning: string | null; message: string } | null
      offendingImeis: string[]
      retry: 'never' | 'backoff' | 'later' | 'relogin' | 'quota'
    }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'no_answer'; reason: 'unreachable' | 'timeout' | 'aborted' }
  /** Milepost itself held it back. */
  | { kind: 'held_back'; reason: 'quota' | 'queue' | 'token'; untilAt: string | null }

/** The answer to a call that passed all checks, whatever the vendor made of it. The last exchange decided. */
export type ExplorerResult = { outcome: ExplorerOutcome; exchanges: ExplorerExchange[] }

/**
 * The answer to an order that became a command, instead of `ExplorerResult`. Its exchange belongs to the door of orders: how
 * it went is in the command.
 */
export type ExplorerOrdered = { command: Command; request: ExplorerRequest }

/** With 422: what is wrong, field by field. */
export type ExplorerInvalid = { code: 'invalid_input'; message: string; problems: Problem[] }

/** With 409: a write that nobody has confirmed. With 403: one that is never sent from here. Nothing was sent. */
export type ExplorerHeld = {
  code: 'confirmation_needed' | 'not_from_here'
  message: string
  reason: RefusalReason | null
  /** With the reason `order`: what is wrong with it. */
  problem: OrderProblem | null
  request: ExplorerRequest
}

/** Names of the viewer's own things on connections of one profile, to fill into forms; some, not all. */
export type OwnNames = {
  profile: 'ts' | 'pro'
  devices: { imei: string; name: string; accountLogin: string }[]
  logins: string[]
}

/** What the page begins with. */
export type ExplorerStart = { methods: ExplorerEntry[]; own: OwnNames[] }
