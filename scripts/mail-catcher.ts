// Starts the mail catcher as a process of its own: a mail server for the demo that delivers nothing and shows everything.

import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startMailCatcher } from './lib/mail-catcher'

const HELP = `node --import tsx scripts/mail-catcher.ts [options]

  --folder DIR     where mails are kept as .eml and .json (.data/mail)
  --port N         port for SMTP on 127.0.0.1, 0 for any free one (0)
  --page-port N    port of the page that lists them, 0 for any free one (0)
  --info FILE      write addresses as JSON once ready
  --help           this text
`

await main()

async function main(): Promise<void> {
  try {
    const options = readOptions()
    if (options === null) return void console.log(HELP)
    const catcher = await startMailCatcher(options)
    const { smtpUrl, pageUrl, folder } = catcher
    if (options.info !== undefined) writeInfo(options.info, { smtpUrl, pageUrl, folder, pid: process.pid })
    console.log(`Catching mails at ${smtpUrl}; read them at ${pageUrl} or in ${folder}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void catcher.close().then(() => process.exit(0)))
  } catch (error) {
    console.error(`mail catcher: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: '.data/mail' },
      port: { type: 'string', default: '0' },
      'page-port': { type: 'string', default: '0' },
      info: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    folder: path.resolve(values.folder),
    port: portOf('--port', values.port),
    pagePort: portOf('--page-port', values['page-port']),
    info: values.info,
  }
}

function portOf(option: string, text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${option} takes a port number, not "${text}"`)
  return port
}

// Written beside its place and moved there, so that a waiting reader never sees half a file.
function writeInfo(file: string, info: object): void {
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
