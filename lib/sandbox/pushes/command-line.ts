// Reads what the command line says of pushes. Its texts are whole sentences for the person at the keyboard.

import { ZodError, z } from 'zod'
import { type PushSettings, type PushTarget, pushSettingsSchema, pushTargetSchema } from './settings'

/** Options as they were typed; each text may be missing. */
export type PushFlags = {
  push?: readonly string[]
  'push-token'?: string
  'push-rate'?: string
  'push-settings'?: string
}

/** An option that says nothing of use; the text names it. */
export class PushFlagError extends Error {}

/** The settings that the options ask for. Throws PushFlagError. */
export function readPushFlags(flags: PushFlags): Partial<PushSettings> {
  const targets = (flags.push ?? []).map((text) => readTarget(text, flags['push-token']))
  const settings = flags['push-settings'] === undefined ? {} : readSettings(flags['push-settings'])
  return {
    ...settings,
    ...(targets.length > 0 ? { targets } : {}),
    ...(flags['push-rate'] === undefined ? {} : { itemsPerS: readRate(flags['push-rate']), fill: true }),
  }
}

/** An address, `account=… url=… token=…` in any order, or the same as JSON. */
function readTarget(text: string, token: string | undefined): PushTarget {
  const fields: unknown = text.startsWith('{') ? readJson('--push', text) : fieldsOf(text)
  const target = { ...(token === undefined ? {} : { token }), ...asRecord(fields) }
  if (!Object.hasOwn(target, 'token'))
    throw new PushFlagError('--push wants a token: add token=… or --push-token')
  return check('--push', pushTargetSchema, target)
}

function fieldsOf(text: string): Record<string, string> {
  if (!/^(account|url|token)=/.test(text)) return { url: text }
  const pairs = text.trim().split(/\s+/)
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, Math.max(0, at)), pair.slice(at + 1)]
    }),
  )
}

function readSettings(text: string): Partial<PushSettings> {
  return check('--push-settings', pushSettingsSchema.partial(), readJson('--push-settings', text))
}

function readRate(text: string): number {
  const rate = pushSettingsSchema.shape.itemsPerS.safeParse(Number(text))
  if (!/^\d+(\.\d+)?$/.test(text) || !rate.success || rate.data === null)
    throw new PushFlagError(`--push-rate wants items a second, 0.1 to 1000000, not "${text}"`)
  return rate.data
}

function readJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PushFlagError(`${option}: not JSON`)
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function check<T extends z.ZodType>(option: string, schema: T, value: unknown): z.infer<T> {
  try {
    return schema.parse(value)
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const lines = z.prettifyError(error).split('\n')
    throw new PushFlagError(`${option}: ${lines.map((line) => line.trim().replace(/^✖ /, '')).join(' ')}`)
  }
}
