import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { envSchema, parseEnv } from '@/lib/server/env'
import { KEEP_ALIVE_MS } from '@/lib/server/front-door'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** What the compose file itself asks for, beside Milepost's own settings. */
const OF_COMPOSE = ['MILEPOST_HOST', 'POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB']

test('what the compose file sets is what Milepost reads', () => {
  const set = [...read('deploy/compose.yaml').matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name)
  expect(set.length).toBeGreaterThan(6)
  const known = [...Object.keys(envSchema.shape), ...OF_COMPOSE]
  expect(set.filter((name) => !known.includes(name))).toEqual([])
})

test('what the compose file asks of its environment stands in the example', () => {
  const asked = [...read('deploy/compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name)
  const told = [...read('deploy/env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name)
  expect(asked.filter((name) => !told.includes(name))).toEqual([])
  const known = [...Object.keys(envSchema.shape), ...OF_COMPOSE]
  expect(told.filter((name) => !known.includes(name))).toEqual([])
})

test('an empty setting counts as none, as compose writes those that are left out', () => {
  const empty = { MILEPOST_SMTP_URL: '', MILEPOST_MAIL_FROM: '', MILEPOST_METRICS_TOKEN: '' }
  expect(parseEnv(empty)).toMatchObject({ smtpUrl: null, mailFrom: null, metricsToken: null })
})

test('the files and commands that the page on operations names exist', () => {
  const page = read('docs/operations.md')
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
  const named = [...page.matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name = '']) => name)
  expect(named.filter((name) => !scripts.includes(name))).toEqual([])
  for (const file of ['deploy/compose.yaml', 'deploy/Dockerfile', 'deploy/Caddyfile', 'deploy/env.example']) {
    expect(existsSync(path.join(root, file)), file).toBe(true)
  }
})

test('the proxy lets go of idle connections before the app closes them', () => {
  const [, seconds = ''] = /^\s*keepalive (\d+)s$/m.exec(read('deploy/Caddyfile')) ?? []
  expect(Number(seconds)).toBeGreaterThan(0)
  expect(Number(seconds) * 1000).toBeLessThan(KEEP_ALIVE_MS)
})

test('the proxy takes no replica out for a failed request, which one that serves can be blamed for', () => {
  expect(read('deploy/Caddyfile')).not.toMatch(/^\s*(fail_duration|max_fails|unhealthy_\w+)\b/m)
})

test('settings and what is built stay out of the image, and what the build is made of goes in', () => {
  const ignored = read('.dockerignore').split('\n')
  const built = ['lib/server/generated', 'components/map/generated']
  for (const line of ['**/.env*', '.data*', '.next*', 'node_modules', ...built])
    expect(ignored, line).toContain(line)
  for (const source of [
    'app',
    'components',
    'lib',
    'messages',
    'prisma',
    'public',
    'scripts',
    'share-page',
    '.npmrc',
  ])
    expect(ignored, source).not.toContain(source)
})
