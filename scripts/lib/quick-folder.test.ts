import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
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

test('what was left behind a day ago under the same prefix goes, in memory and on disk, and nothing else', () => {
  const inMemory = mkdtempSync(path.join(tmpdir(), 'memory-'))
  const prefix = `milepost-swept-${path.basename(inMemory)}-`
  onTestFinished(() => rmSync(inMemory, { recursive: true, force: true }))
  const folder = (name: string, hoursOld: number, where: string) => {
    const made = path.join(where, name)
    mkdirSync(made)
    onTestFinished(() => rmSync(made, { recursive: true, force: true }))
    writeFileSync(path.join(made, 'file'), '')
    const at = new Date(Date.now() - hoursOld * 3_600_000)
    utimesSync(made, at, at)
    return made
  }
  const places = [inMemory, tmpdir()]
  const old = places.map((where) => folder(`${prefix}old`, 25, where))
  const kept = places.flatMap((where) => [
    folder(`${prefix}fresh`, 23, where),
    folder(`other-${prefix}`, 25, where),
  ])
  const made = makeQuickFolder(prefix, inMemory)
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  expect(old.filter((each) => existsSync(each))).toEqual([])
  expect(kept.filter((each) => !existsSync(each))).toEqual([])
})
