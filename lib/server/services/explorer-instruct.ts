// The hub's instruction endpoint in the explorer: offered, explained and built like the vendor's methods, and sent like none
// of them. It gives orders to vehicles, which explorer-orders.ts makes commands of.

import { z } from 'zod'
import type { ExplorerEntry, ExplorerMethod, ExplorerRequest } from '@/lib/domain/api/explorer'
import { INSTRUCT } from '@/lib/jimi/contract/instruct'
import {
  INSTRUCT_CODES,
  INSTRUCT_FORM,
  INSTRUCT_SAMPLES,
  type InstructForm,
} from '@/lib/jimi/contract/instruct-form'
import { hubCurlOf } from './explorer-curl'
import { checkInput, fieldsOf } from './explorer-fields'
import { createMask, MASK } from './explorer-mask'
import { neverWaits, type OrderReading } from './explorer-orders'

/** Only connections of this profile have a hub. */
const PROFILE = 'pro'

/** The endpoint among the methods. */
export function instructEntry(): ExplorerEntry {
  const { name, chapter, access, summary, profiles } = INSTRUCT
  return { name, chapter, access, summary, profiles: [...profiles], refusal: null, isOrder: true }
}

/** All that a form for it needs, with a sample for each protocol number. */
export function describeInstruct(): ExplorerMethod {
  const [first] = INSTRUCT_SAMPLES
  return {
    ...instructEntry(),
    profile: PROFILE,
    docs: INSTRUCT.docs,
    timeoutMs: INSTRUCT.timeoutMs,
    errors: Object.entries(INSTRUCT_CODES).map(([code, meaning]) => ({ code: Number(code), meaning })),
    constants: {},
    fields: instructFields(),
    example: first === undefined ? null : { ...first.input },
    samples: INSTRUCT_SAMPLES.map(({ kind: { proNo, name, summary }, input }) => ({
      title: `${proNo} ${name}`,
      note: summary,
      text: input.content ?? '',
      input: { ...input },
    })),
  }
}

/** An input as the order it is, or what is wrong with it. */
export function readInstruct(json: unknown): OrderReading {
  const checked = checkInput(instructFields(), INSTRUCT_FORM[PROFILE], json)
  if (!checked.ok) return checked
  const { imei, proNo, content = '', queueOffline } = checked.input
  return {
    ok: true,
    asked: {
      imei,
      order: { door: 'hub', proNo, content },
      templateId: null,
      problems: queueOffline === true ? [neverWaits(['queueOffline'])] : [],
      request: previewOf(checked.input),
    },
  }
}

function instructFields() {
  return fieldsOf(INSTRUCT_FORM.fields, PROFILE)
}

/** As the door sends it, which decides about all but the device and its order; only its request number it will not tell. */
function previewOf({ imei, proNo, content, requestNumber, logKey }: InstructForm): ExplorerRequest {
  const decided = { requestNumber, logKey, platform: 'web', wait: true, queueOffline: false } as const
  const encoded = Object.entries(z.encode(INSTRUCT_FORM[PROFILE], { imei, proNo, content, ...decided }))
  const params = { ...Object.fromEntries(encoded.map(([name, value]) => [name, String(value)])), token: MASK }
  const mask = createMask([params])
  return { params: mask.params(params), curl: mask.text(hubCurlOf(params)), door: 'hub' }
}
