import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { findBrowser } from './browser.mjs'

let folder = ''
const file = (name: string) => path.join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'milepost-browser-'))
  for (const name of ['named', 'system', 'second', 'own']) writeFileSync(file(name), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const systemBrowsers = () => [file('not-there'), file('system'), file('second')]

test('CHROMIUM_PATH comes before any other', async () => {
  vi.stubEnv('CHROMIUM_PATH', file('named'))
  expect(await findBrowser({ systemBrowsers: systemBrowsers() })).toBe(file('named'))
})

test('a CHROMIUM_PATH that does not exist is an error that names it, not a reason to take another', async () => {
  vi.stubEnv('CHROMIUM_PATH', file('not-there'))
  await expect(findBrowser({ systemBrowsers: systemBrowsers() })).rejects.toThrow(file('not-there'))
})

test("then comes the first system browser, then Playwright's own, then none", async () => {
  vi.stubEnv('CHROMIUM_PATH', '')
  const own = vi.spyOn(chromium, 'executablePath').mockReturnValue(file('own'))
  expect(await findBrowser({ systemBrowsers: systemBrowsers() })).toBe(file('system'))
  expect(await findBrowser({ systemBrowsers: [] })).toBe(file('own'))
  own.mockReturnValue(file('not-there'))
  expect(await findBrowser({ systemBrowsers: [] })).toBeNull()
})
