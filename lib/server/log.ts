// The one logger of the process: JSON lines on standard output, every one of them scrubbed of secrets.
// What counts as a secret is decided in scrub.ts.

import { format } from 'node:util'
import pino, { type DestinationStream, type Logger } from 'pino'
import { env } from './env'
import { scrub, scrubRecord, scrubText } from './scrub'
import { singleton } from './singleton'

/** Use as `log.info({ deviceCount }, 'roster read')`; errors go in as `{ err }`. Safe with any object, secrets included. */
export const log: Logger = singleton('log', () => createLogger({ level: env().logLevel }))

/** A logger that scrubs bindings, fields and messages. Tests give their own `destination`. */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { app: 'milepost', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Errors are plain data by then; pino's own serializer would name them all "Object".
    serializers: { err: (value: unknown) => value },
    hooks: {
      logMethod(args: readonly unknown[], method) {
        const { fields, message } = cleanArguments(args)
        if (message === undefined) method.call(this, fields)
        else method.call(this, fields, message)
      },
      // The last gate: what was bound to child loggers passes nothing else.
      streamWrite: (line) => `${JSON.stringify(scrub(JSON.parse(line)))}\n`,
    },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}

// The message is formatted before it is scrubbed: 'token=%s' would hide nothing the other way round.
function cleanArguments(args: readonly unknown[]): { fields: Record<string, unknown>; message?: string } {
  const [first, ...rest] = args
  if (typeof first !== 'object' || first === null) return { fields: {}, message: scrubText(format(...args)) }
  const fields = scrubRecord(first instanceof Error ? { err: first } : first)
  if (rest.length > 0) return { fields, message: scrubText(format(...rest)) }
  return first instanceof Error ? { fields, message: scrubText(first.message) } : { fields }
}
