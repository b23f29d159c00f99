import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { methods } from '@/lib/jimi/contract'
import { renderMethodDocs } from './contract-docs/render'
import { findUsages } from './contract-docs/usages'

const root = path.resolve(import.meta.dirname, '..')

test('docs/jimi-methods.md is what the contract says now (else run npx tsx scripts/contract-docs.ts)', () => {
  const written = readFileSync(path.join(root, 'docs', 'jimi-methods.md'), 'utf8')
  expect(written === renderMethodDocs(findUsages(root)), 'docs/jimi-methods.md is out of date').toBe(true)
})

test('the docs come out the same twice, with a section for every method and a meaning for every code', () => {
  const docs = renderMethodDocs(new Map())
  expect(renderMethodDocs(new Map())).toBe(docs)
  for (const name of [...Object.keys(methods), 'sendInstruct']) expect(docs).toContain(`\n### \`${name}\`\n`)
  expect(docs).not.toMatch(/^- `-?\d+`: $/m)
  expect(docs).not.toMatch(/undefined|\[object/)
  // A row with a name in each of the first two columns and nothing under "form".
  expect(docs).not.toMatch(/^\| `.*` \| `\w+` \| (yes)? +\| {2}\|/m)
  expect(docs).not.toMatch(/^Answer `.*`: \.$/m)
})

test('a method is used where a source names it', () => {
  const usages = findUsages(root)
  expect(usages.get('jimi.oauth.token.get')).toContain('lib/server/services/token-source.ts')
  // A rule for how to split it is no use of it.
  expect(usages.get('jimi.scooter.device.detail')).not.toContain('lib/server/services/batching.ts')
  expect(usages.get('jimi.device.group.delete')).not.toContain('lib/jimi/contract/device-groups.ts')
})
