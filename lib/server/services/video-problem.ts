// What stood against a question about video, in the vendor's own words where it said any. Stored with what failed, so that
// everybody who waits for it reads the same.

import type { z } from 'zod'
import { type VideoProblem, videoProblemSchema } from '@/lib/domain/api/video'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import { scrubText } from '../scrub'
import { vendorFailure } from './vendor-words'

/** The problem behind a failed vendor call; null when the failure is none of a vendor call. */
export function videoProblemOf(error: unknown): VideoProblem | null {
  if (error instanceof JimiApiError) return refusal(error)
  if (error instanceof JimiTransportError) return { kind: 'no_answer', code: null, words: null }
  if (error instanceof JimiContractError) return { kind: 'unreadable', code: null, words: null }
  return vendorFailure(error, Date.now()) === null ? null : { kind: 'busy', code: null, words: null }
}

function refusal(error: JimiApiError): VideoProblem {
  const { code, message } = error.device ?? { code: error.code, message: error.vendorMessage }
  const words = scrubText(message.trim()).slice(0, 300) || null
  if (error.retry === 'quota') return { kind: 'busy', code, words }
  const isOfConnection = ['app_key', 'region', 'password', 'clock'].includes(upstreamHealthOf(error))
  return { kind: isOfConnection ? 'setup' : 'refused', code, words }
}

const storedSchema = videoProblemSchema.nullable().catch(null)

/** A problem as it was stored; null for none, or for one that cannot be read. */
export function storedProblem(stored: unknown): z.infer<typeof storedSchema> {
  return storedSchema.parse(stored ?? null)
}
