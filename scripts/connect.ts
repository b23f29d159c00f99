// `npm run connect`: brings a real vendor account into Milepost. Credentials are asked for, never taken from the command
// line, where the shell would remember them; without a terminal they are read from standard input, one a line.

import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { REGIONS } from '@/lib/jimi/regions'
import { closeDb } from '@/lib/server/db'
import { ConnectRefusedError, connectTenant } from '@/lib/server/services/connect'

const HELP = `npm run connect -- --tenant NAME --email ADDRESS --region ID --account LOGIN

  --tenant NAME     who the vehicles belong to; made when new
  --email ADDRESS   the owner who will sign in; made when new
  --region ID       ${REGIONS.map((region) => region.id).join(', ')}: where the vendor keeps the account
  --base-url URL    another address instead of --region
  --profile P       with --base-url: pro (default) or ts
  --account LOGIN   the vendor account at the top of the tree

Asked for then, one a line when standard input is not a terminal: app key, app secret, the vendor account's password, the
owner's password. Stop the app first when the database is the embedded one.
`

/** What to do about each way the vendor can object. */
const ADVICE: Partial<Record<string, string>> = {
  region:
    'The vendor does not know this app key at this address: most likely it belongs to another region. Try another --region.',
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
  const [appKey, appSecret, password, ownerPassword] = await askSecrets([
    'App key',
    'App secret',
    `Password of ${options.account}`,
    `Password for ${options.ownerEmail} to sign in here`,
  ])
  const result = await connectTenant({
    ...options,
    appKey: appKey ?? '',
    appSecret: appSecret ?? '',
    password: password ?? '',
    ownerPassword: ownerPassword ?? '',
  })
  if (!result.ok) throw new Error(`Not connected. ${ADVICE[result.health] ?? result.reason}`)
  console.log(`Connected. ${options.account} has ${result.subAccounts} direct sub-accounts. Now: npm start`)
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
    if (!URL.canParse(baseUrl)) throw new ConnectRefusedError(`"${baseUrl}" is not an address.`)
    return { baseUrl, profile: values.profile === 'ts' ? ('ts' as const) : ('pro' as const) }
  }
  const region = REGIONS.find(({ id }) => id === values.region)
  if (region === undefined) {
    throw new ConnectRefusedError(`--region is one of ${REGIONS.map(({ id }) => id).join(', ')}.`)
  }
  return region
}

/** Answers to questions, typed unseen at a terminal. */
async function askSecrets(questions: readonly string[]): Promise<string[]> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: silent,
    terminal: process.stdin.isTTY === true,
  })
  const iterator = lines[Symbol.asyncIterator]()
  const answers: string[] = []
  for (const question of questions) {
    process.stderr.write(`${question}: `)
    const { value, done } = await iterator.next()
    process.stderr.write('\n')
    if (done || String(value).trim() === '') throw new ConnectRefusedError(`${question} is missing.`)
    answers.push(String(value).trim())
  }
  lines.close()
  return answers
}
