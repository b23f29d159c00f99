import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Settings that everybody has of their own, the rules, which dispatchers see, and people and the API, by rights of their own. */
const EVERYBODYS = ['alarm-rules', 'api', 'notifications', 'people', 'preferences', 'security']

/** A layout that is the owners' own, or one that shows what lies in it through theirs alone. */
const isOwners = (layout: string) => {
  const shown = layout.split('{children}').length - 1
  return (
    layout.includes('OwnerLayout as default') ||
    (shown === 1 && layout.includes('<OwnerLayout>{children}</OwnerLayout>'))
  )
}

test('a layout that shows its pages beside that of owners, or without it, is found out', () => {
  expect(isOwners('<Words><OwnerLayout>{children}</OwnerLayout></Words>')).toBe(true)
  expect(isOwners('<Words>{children}</Words>')).toBe(false)
  expect(isOwners('<OwnerLayout>{children}</OwnerLayout>{children}')).toBe(false)
})

test("a page of the settings is the owner's unless it is everybody's", () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name)
  expect(folders.length).toBeGreaterThan(3)
  const open = folders.filter((folder) => {
    const layout = path.join(import.meta.dirname, folder, 'layout.tsx')
    return !existsSync(layout) || !isOwners(readFileSync(layout, 'utf8'))
  })
  expect(open.toSorted()).toEqual(EVERYBODYS)
})
