// The proxy of deploy/ as far as it can be read: what it asks Milepost is there to be asked, and every site is the same.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const caddyfile = readFileSync(path.join(root, 'deploy/Caddyfile'), 'utf8')
const [, asked = ''] = /^\s*ask http:\/\/app:3000(\/\S+)$/m.exec(caddyfile) ?? []

test('the address the proxy asks for a name is one of the app', () => {
  expect(asked).toMatch(/^\/api\//)
  expect(existsSync(path.join(root, 'app', asked, 'route.ts'))).toBe(true)
})

test('nobody outside reaches that address by the proxy', () => {
  const [, name = '', paths = ''] = /^\s*(@\w+) path (.+)$/m.exec(caddyfile) ?? []
  expect(paths.split(' ')).toEqual([asked, `${asked}/*`])
  expect(caddyfile).toMatch(new RegExp(`^\\s*respond ${name} 404$`, 'm'))
})

test('the names of tenants are served as that of the installation is, and only their certificates are had on demand', () => {
  const sites = [...caddyfile.matchAll(/^(\{\$MILEPOST_HOST\}|https:\/\/) \{\n(.*?)^\}/gms)]
  const bodies = sites.map(([, name, body = '']) => [name, body.replace(/\s+/g, ' ').trim()])
  expect(bodies).toEqual([
    ['{$MILEPOST_HOST}', 'import app'],
    ['https://', 'tls { on_demand } import app'],
  ])
})
