import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeQuickFolder } from './quick-folder.mjs'

function made(...where: [] | [string]): string {
  const folder = makeQuickFolder('milepost-quick-', ...where)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('each folder is new and can be written to', () => {
  const folders = [made(), made()]
  expect(new Set(folders).size).toBe(2)
  for (const folder of folders) writeFileSync(path.join(folder, 'file'), '')
})

test('where nothing is kept in memory the folder lies with all other temporary ones', () => {
  expect(path.dirname(made('/absent'))).toBe(tmpdir())
})
