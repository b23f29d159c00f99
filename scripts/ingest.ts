// Starts a process that only receives pushes: `MILEPOST_ROLE=ingest`, beside app processes on the same PostgreSQL. A proxy
// sends /api/push/ here and everything else to the app.

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { closeDbForGood, openDb } from '@/lib/server/db'
import { EnvError, env } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { type IngestServer, startIngestServer } from '@/lib/server/push/ingest-server'
import { outageWatch } from '@/lib/server/push/outage-watch'
import { pushReceiver, stopPushes } from '@/lib/server/push/process'

const HELP = `npm run ingest -- [options]

  --port N       port to listen on, 0 for any free one (PORT, else 3100)
  --hostname H   address to listen on (all)
  --help         this text

Serves POST /api/push/{hook}/{topic}, GET /api/health and, as the app does, GET /api/metrics.
`

await main()

async function main(): Promise<void> {
  // Next reads this file by itself; a script has to ask.
  if (existsSync('.env')) process.loadEnvFile('.env')
  process.env.MILEPOST_ROLE ||= 'ingest'
  try {
    const options = readOptions()
    if (options === null) return void console.log(HELP)
    assertFits()
    await openDb()
    const server = await startIngestServer({ ...options, receiver: pushReceiver() })
    outageWatch().start()
    stopOnSignal(server)
    console.log(`Receiving pushes on port ${server.port}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

function readOptions(): { port: number; hostname: string | undefined } | null {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: process.env.PORT || '3100' },
      hostname: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new EnvError(`--port takes a port number, not "${values.port}".`)
  return { port, hostname: values.hostname }
}

function assertFits(): void {
  const { role, databaseUrl } = env()
  if (role !== 'ingest')
    throw new EnvError(
      `This process only receives pushes: MILEPOST_ROLE is "${role}" and has to be "ingest".`,
    )
  if (databaseUrl === null)
    throw new EnvError(
      'Set DATABASE_URL: the embedded database belongs to one process, and there the app receives pushes itself.',
    )
}

/** How long answers under way may take before the process goes anyway. */
const STOP_WITHIN_MS = 4_500

function stopOnSignal(server: IngestServer): void {
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    await server.stop()
    await stopPushes()
    await closeDbForGood()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void stop()
    })
}
