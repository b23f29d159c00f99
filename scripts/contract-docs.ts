// Writes docs/jimi-methods.md from the contract. With --check it writes nothing, and fails when the file is out of date.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { renderMethodDocs } from './contract-docs/render'
import { findUsages } from './contract-docs/usages'

const root = path.resolve(import.meta.dirname, '..')
const target = path.join(root, 'docs', 'jimi-methods.md')

const docs = renderMethodDocs(findUsages(root))
if (!process.argv.includes('--check')) {
  writeFileSync(target, docs)
} else if (readFileSync(target, 'utf8') !== docs) {
  console.error('docs/jimi-methods.md is out of date: run npx tsx scripts/contract-docs.ts')
  process.exit(1)
}
