// `npm run connect`: brings a real vendor account into Milepost. Credentials are asked for, never taken from the command
// line, where the shell would remember them; without a terminal they are read from standard input, one a line.

import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { REGIONS } from '@/lib/jimi/regions'
import { PROFILES } from '@/lib/jimi/wire/profile'
import { closeDb } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { ConnectRefusedError, connectTenant } from '@/lib/server/services/connect'

const HELP = `npm run connect -- --tenant NAME --email ADDRESS --region ID --account LOGIN

  --tenant NAME     who the vehicles belong to; made when new
  --email ADDRESS   the owner who will sign in; made when new
  --region ID       ${REGIONS.map((region) => region.id).join(', ')}: where the vendor keeps the account
  --base-url URL    another address instead of --region
  --profile P       with --base-url: pro (default) or ts
  --account LOGIN   the vendor account at the top of the tree

Asked for then, one a line when standard input is not a terminal: app key, app secret, the vendor account's password, the
owner's password (left empty for a person who signs in here already). Run it again with
the same names to replace credentials that changed. Stop the app first when the database is the embedded one.
`

/** What to do about each way the vendor can object. */
const ADVICE: Partial<Record<string, string>> = {
  region:
    'The vendor does not know this app key at this address: it is mistyped, or belongs to another region. Check it, then try another --region.',
  app_key:
    'The vendor refuses the signature: the app secret does not belong to the app key. Check both for lost characters.',
  password:
    'The vendor refuses the account or its password. Sign in with them at the vendor to see whether they work.',
  unreachable:
    'The vendor could not be reached from this machine. Check the network, the proxy and the address.',
  slow: 'The vendor did not answer in time. Try again in some minutes.',
  limited: 'The vendor limits requests of this key at present. Wait a minute, then try again.',
  busy: 'The vendor says it is busy. Try again in some minutes.',
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(async () => {
    await closeDb()
    process.exit()
  })

async function main(): Promise<void> {
  // Next reads this file by itself; a script has to ask.
  if (existsSync('.env')) process.loadEnvFile('.env')
  process.env.LOG_LEVEL ??= 'warn'
  const options = readOptions()
  if (options === null) {
    console.log(HELP)
    return
  }
  assertNoDemo()
  const result = await connectTenant({ ...options, ...(await askSecrets(options)) })
  if (!result.ok) throw new Error(`Not connected. ${ADVICE[result.health] ?? result.reason}`)
  const done = result.replaced ? 'The new credentials are in use.' : 'Connected.'
  console.log(`${done} ${options.account} has ${result.subAccounts} direct sub-accounts. Now: npm start`)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      email: { type: 'string' },
      region: { type: 'string' },
      'base-url': { type: 'string' },
      profile: { type: 'string', default: 'pro' },
      account: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const { tenant, email, account } = values
  if (!tenant || !email || !account)
    throw new ConnectRefusedError(`--tenant, --email and --account are needed.\n\n${HELP}`)
  if (!/^\S+@\S+$/.test(email)) throw new ConnectRefusedError(`"${email}" is not a mail address.`)
  return { tenantName: tenant, ownerEmail: email, account, region: readRegion(values) }
}

function readRegion(values: { region?: string; 'base-url'?: string; profile?: string }) {
  const baseUrl = values['base-url']
  if (baseUrl !== undefined) {
    const profile = PROFILES.find((known) => known === values.profile)
    if (profile === undefined) throw new ConnectRefusedError(`--profile is one of ${PROFILES.join(', ')}.`)
    if (!/^https?:/.test(baseUrl) || !URL.canParse(baseUrl))
      throw new ConnectRefusedError(`"${baseUrl}" is not an address.`)
    return { baseUrl, profile }
  }
  const region = REGIONS.find(({ id }) => id === values.region)
  if (region === undefined) {
    throw new ConnectRefusedError(`--region is one of ${REGIONS.map(({ id }) => id).join(', ')}.`)
  }
  return region
}

/** The demo's people have public passwords, so nothing real may share their database. */
function assertNoDemo(): void {
  const { databaseUrl, dataDir } = env()
  if (databaseUrl !== null || !existsSync(path.join(dataDir, 'demo-logins.json'))) return
  throw new ConnectRefusedError(
    `The demo has made users with public passwords in ${dataDir}. Choose another folder with MILEPOST_DATA_DIR, or set DATABASE_URL.`,
  )
}

/** Answers typed unseen at a terminal. Passwords are taken letter by letter. */
async function askSecrets({ account, ownerEmail }: { account: string; ownerEmail: string }) {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = process.stdin.isTTY === true
  const lines = createInterface({ input: process.stdin, output: silent, terminal })
  const iterator = lines[Symbol.asyncIterator]()
  const ask = async (question: string): Promise<string> => {
    process.stderr.write(`${question}: `)
    const { value, done } = await iterator.next()
    process.stderr.write('\n')
    return done ? '' : value
  }
  const need = async (question: string): Promise<string> => {
    const answer = await ask(question)
    if (answer.trim() === '') throw new ConnectRefusedError(`${question} is missing.`)
    return answer
  }
  const appKey = (await need('App key')).trim()
  const appSecret = (await need('App secret')).trim()
  const password = await need(`Password of ${account}`)
  const ownerPassword = await ask(`Password for ${ownerEmail} to sign in here`)
  lines.close()
  return { appKey, appSecret, password, ownerPassword }
}
