// Finds a Chromium for browser tests, and installs one when there is none.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** Switches under which Chromium runs in containers and draws WebGL without a graphics card. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * The path of a Chromium: `CHROMIUM_PATH`, a system one, or Playwright's own; null when there is none.
 * Throws when CHROMIUM_PATH names a file that does not exist. Tests name system browsers of their own.
 */
export async function findBrowser({ systemBrowsers = SYSTEM_BROWSERS } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(
      `CHROMIUM_PATH=${named} does not exist. Correct it, or unset it to let a browser be found.`,
    )
  }
  const system = systemBrowsers.find((file) => existsSync(file))
  if (system) return system
  const { chromium } = await import('playwright')
  const own = chromium.executablePath()
  return own && existsSync(own) ? own : null
}

/** Like `findBrowser`, but installs one when there is none. Throws with the command to run when that fails. */
export async function ensureBrowser(root) {
  const found = await findBrowser()
  if (found) return found
  for (const [command, args] of installers(root)) {
    console.log(`Installing a browser (${[command, ...args].join(' ')}) ...`)
    if (spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0) break
  }
  const installed = await findBrowser()
  if (installed) return installed
  throw new Error(
    'No Chromium was found and none could be installed. Install one (Debian: `apt-get install chromium`; ' +
      'elsewhere: `npx playwright install chromium`), or name yours with CHROMIUM_PATH=..., then run `npm test` again.',
  )
}

function installers(root) {
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    return [
      ['apt-get', ['update', '-qq']],
      ['apt-get', ['install', '-y', '-qq', 'chromium']],
    ]
  }
  return [[process.execPath, [path.join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium']]]
}
