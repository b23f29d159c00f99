// The settings of this process, and the only reader of process.env. Every variable is named in .env.example.
// It reads and checks; what a setting means is the business of whoever uses it. Also loaded by scripts: no 'server-only'.

import path from 'node:path'
import { z } from 'zod'
import { isMediaHost } from '../domain/video-address'
import { forgetSingleton, singleton } from './singleton'

/** The checked settings. Absent optional ones are null; durations carry their unit. */
export type Env = {
  /** PostgreSQL address; null means the embedded database in `dataDir`. */
  databaseUrl: string | null
  /** Redis, through which several processes on one PostgreSQL tell each other; null means they only meet in the database. */
  redisUrl: string | null
  /** Absolute path of the folder for everything this process keeps on disk. */
  dataDir: string
  /** Master key for sealing and session signing; null means the one kept in `dataDir` (see secrets.ts). */
  secret: string | null
  /** Address people type, without a trailing slash; null means whatever the request says. */
  publicUrl: string | null
  mapStyleUrl: string | null
  mapStyleName: string
  /** Absolute path of the operator's own PMTiles file. */
  pmtilesPath: string | null
  /** Hosts besides the vendor's that browsers may fetch pictures and streams from, as `media.example:8080`. */
  mediaHosts: string[]
  logLevel: (typeof LOG_LEVELS)[number]
  /** Whether this process takes queued work: `web` does not, `worker` and `all` do. `ingest` only receives pushes. */
  role: (typeof ROLES)[number]
  /** Bearer token that /api/metrics asks for; null means loopback only. */
  metricsToken: string | null
  pollIntervalMs: number
  sessionLifetimeMs: number
  /** Mail server to hand mails to, `smtp://` or `smtps://` with user and password; null means no mail is sent. Secret. */
  smtpUrl: string | null
  /** Who mails come from, an address or `Name <address>`; null means no mail is sent. */
  mailFrom: string | null
  /** Hosts, `host:port` and CIDR ranges that webhooks and web pushes may reach although they are not public. */
  webhookAllow: readonly string[]
  /** True when run by the demo command. */
  demo: boolean
  production: boolean
}

/** A setting is missing or wrong. The message names each variable and says what to do. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const ROLES = ['web', 'worker', 'all', 'ingest'] as const

const urlOf = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` })

const hostList = z.codec(
  z
    .string()
    .refine(
      (text) => namesIn(text).every(isMediaHost),
      'must be hosts like media.example or media.example:8080, with commas between',
    ),
  z.array(z.string()).max(100),
  { decode: (text) => namesIn(text), encode: (names) => names.join(',') },
)

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

const wholeNumber = (min: number, max: number) =>
  z.codec(
    z.string().regex(/^\d+$/, `must be a whole number from ${min} to ${max}`),
    z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`),
    { decode: Number, encode: String },
  )

/** Every variable we know, as written in the environment. Others are left alone. */
export const envSchema = z.object({
  DATABASE_URL: urlOf(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/milepost').optional(),
  REDIS_URL: urlOf(/^rediss?$/, 'redis://host:6379').optional(),
  MILEPOST_DATA_DIR: z.string().default('.data'),
  MILEPOST_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  MILEPOST_URL: urlOf(/^https?$/, 'https://fleet.example.com').optional(),
  NEXTAUTH_URL: urlOf(/^https?$/, 'https://fleet.example.com').optional(),
  MAP_STYLE_URL: urlOf(/^https?$/, 'https://tiles.example.com/style.json').optional(),
  MAP_STYLE_NAME: z.string().max(40, 'must have at most 40 characters').default('Streets'),
  PMTILES_PATH: z.string().optional(),
  MILEPOST_MEDIA_HOSTS: hostList.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  MILEPOST_ROLE: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`).default('all'),
  MILEPOST_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  MILEPOST_POLL_SECONDS: wholeNumber(1, 3600).default(10),
  MILEPOST_SESSION_HOURS: wholeNumber(1, 24 * 90).default(12),
  MILEPOST_SMTP_URL: urlOf(/^smtps?$/, 'smtp://user:password@mail.example.com:587').optional(),
  MILEPOST_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n"]+ <[^\s<>@"]+@[^\s<>@"]+>|[^\s<>@"]+@[^\s<>@"]+)$/,
      'must be an address like alarms@fleet.example.com or Milepost <alarms@fleet.example.com>',
    )
    .optional(),
  MILEPOST_WEBHOOK_ALLOW: z
    .string()
    .regex(
      /^[\w.:/[\]*-]+(\s*,\s*[\w.:/[\]*-]+)*$/,
      'must be hosts, host:port or ranges like 10.0.0.0/8, separated by commas',
    )
    .optional(),
  MILEPOST_DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  NODE_ENV: z.string().default('development'),
})

/**
 * The settings of this process, read and checked at the first call.
 * @throws EnvError naming every variable that is wrong, and what to write instead.
 */
export function env(): Env {
  return singleton('env', () => parseEnv(process.env))
}

/** Makes the next `env()` read again. For tests that change process.env. */
export function forgetEnv(): void {
  forgetSingleton('env')
}

/**
 * Settings from a set of variables; an empty one counts as absent.
 * @throws EnvError as `env` does.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = envSchema.safeParse(present)
  if (!parsed.success) throw new EnvError(explain(parsed.error))
  const raw = parsed.data
  return {
    databaseUrl: raw.DATABASE_URL ?? null,
    redisUrl: raw.REDIS_URL ?? null,
    dataDir: path.resolve(raw.MILEPOST_DATA_DIR),
    secret: raw.MILEPOST_SECRET ?? null,
    publicUrl: (raw.MILEPOST_URL ?? raw.NEXTAUTH_URL)?.replace(/\/+$/, '') ?? null,
    mapStyleUrl: raw.MAP_STYLE_URL ?? null,
    mapStyleName: raw.MAP_STYLE_NAME,
    pmtilesPath: raw.PMTILES_PATH ? path.resolve(raw.PMTILES_PATH) : null,
    mediaHosts: raw.MILEPOST_MEDIA_HOSTS ?? [],
    logLevel: raw.LOG_LEVEL,
    role: raw.MILEPOST_ROLE,
    metricsToken: raw.MILEPOST_METRICS_TOKEN ?? null,
    pollIntervalMs: raw.MILEPOST_POLL_SECONDS * 1000,
    sessionLifetimeMs: raw.MILEPOST_SESSION_HOURS * 3_600_000,
    smtpUrl: raw.MILEPOST_SMTP_URL ?? null,
    mailFrom: raw.MILEPOST_MAIL_FROM ?? null,
    webhookAllow: raw.MILEPOST_WEBHOOK_ALLOW?.split(',').map((part) => part.trim().toLowerCase()) ?? [],
    demo: raw.MILEPOST_DEMO === '1',
    production: raw.NODE_ENV === 'production',
  }
}

/**
 * Hands the public address to next-auth, which reads NEXTAUTH_URL by itself. Does nothing when it is set already or
 * when no address is configured. Call it before next-auth is first used.
 */
export function provideAuthUrl(): void {
  const { publicUrl } = env()
  if (publicUrl !== null && !process.env.NEXTAUTH_URL) process.env.NEXTAUTH_URL = publicUrl
}

function explain(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}`)
  return `Some settings are wrong (see .env.example):\n${lines.join('\n')}`
}
