// What `npm run bench:scale` is asked for.

import { parseArgs } from 'node:util'

export const PART_NAMES = [
  'ingest',
  'live',
  'liveClients',
  'list',
  'listIndex',
  'fences',
  'fencesDrawn',
  'report',
] as const
export type PartName = (typeof PART_NAMES)[number]

/** Parts that need a database. */
export const STORED_PARTS: readonly PartName[] = ['ingest', 'report']

export const DATABASES = ['auto', 'postgres', 'pglite'] as const

export type ScaleOptions = {
  parts: readonly PartName[]
  /** Of the usual size of each part, 0.02 to 4. */
  base: number
  /** Measured rounds of each amount of work. */
  rounds: number
  db: (typeof DATABASES)[number]
}

export const HELP = `npm run bench:scale -- [options]

  --parts A,B     only these (${PART_NAMES.join(', ')})
  --base F        share of the usual amounts of work, 0.02 to 4 (1)
  --rounds N      measured rounds of each amount, at least 3 (3)
  --db NAME       postgres, pglite, or auto: PostgreSQL when one answers at TEST_DATABASE_URL or on
                  127.0.0.1:5432, else PGlite (auto)
  --help          this text

Each part is measured at 1, 4 and 16 times its base work. The last line is one JSON object.
`

/** What the arguments ask for; null for help. @throws Error with what is wrong, in words. */
export function readScaleOptions(args: readonly string[]): ScaleOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PART_NAMES.join() },
      base: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      db: { type: 'string', default: 'auto' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    parts: partsOf(values.parts),
    base: within('base', values.base, { form: /^\d+(\.\d+)?$/, min: 0.02, max: 4 }),
    rounds: within('rounds', values.rounds, { form: /^\d+$/, min: 3, max: 50 }),
    db: oneOf('db', values.db, DATABASES),
  }
}

/** In their usual order, whatever the order they are named in. */
function partsOf(text: string): PartName[] {
  const asked = new Set(text.split(',').map((name) => oneOf('parts', name.trim(), PART_NAMES)))
  return PART_NAMES.filter((name) => asked.has(name))
}

function oneOf<Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text)
  if (found === undefined) throw new Error(`--${option} takes ${names.join(', ')}, not "${text}".`)
  return found
}

type Bounds = { form: RegExp; min: number; max: number }

function within(option: string, text: string, { form, min, max }: Bounds): number {
  const value = form.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new Error(`--${option} takes ${min} to ${max}, not "${text}".`)
  return value
}
