import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Settings that everybody has of their own, and the rules, which dispatchers see and owners change. */
const EVERYBODYS = ['alarm-rules', 'notifications', 'preferences']

test("a page of the settings is the owner's unless it is everybody's", () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
  expect(folders.length).toBeGreaterThan(3)
  const open = folders.filter((folder) => {
    const layout = path.join(import.meta.dirname, folder, 'layout.tsx')
    return !existsSync(layout) || !readFileSync(layout, 'utf8').includes('OwnerLayout as default')
  })
  expect(open.toSorted()).toEqual(EVERYBODYS)
})
