// One visit of a page by a browser that has never seen it: a context of its own, no cache, no service worker.

import path from 'node:path'
import type { Browser, BrowserContextOptions, Cookie, Page } from '@playwright/test'
import type { LoadedFile, Visit } from './page-figures'
import type { CompressingProxy } from './page-proxy'

export type Profile = {
  context: BrowserContextOptions
  /** Times that scripts run slower; 1 not slowed. */
  slowdown: number
  /** Null for the machine's own line. */
  line: { latencyMs: number; downBytesPerS: number; upBytesPerS: number } | null
}

const PHONE_SIZE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/** The phone is a slow one on 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
export const PROFILES = {
  desktop: { context: { viewport: { width: 1440, height: 900 } }, slowdown: 1, line: null },
  phone: {
    context: PHONE_SIZE,
    slowdown: 4,
    line: { latencyMs: 150, downBytesPerS: 200_000, upBytesPerS: 93_750 },
  },
} satisfies Record<string, Profile>

/** What is waited for: an element, and whether React must have taken it over already. */
export type Wanted = Readonly<Record<string, { selector: string; hasHandlers?: boolean }>>

export type PageToVisit = {
  url: string
  wanted: Wanted
  /** Whether something is drawn in instances, noted as `drawn`: vehicles of the app's own layer. */
  draws: boolean
  cookies: readonly Cookie[]
  /** Where to keep a picture of what was there at the end, without its ending. */
  shot?: string
}

const SETTLE_MS = 3_000
const VISIT_WITHIN_MS = 60_000

/** Opens the page, waits until all that is wanted was there and some time more, and tells what happened. */
export async function visit(
  browser: Browser,
  profile: Profile,
  { url, wanted, draws, cookies, shot }: PageToVisit,
  proxy: CompressingProxy,
): Promise<Visit> {
  const context = await browser.newContext({ ...profile.context, serviceWorkers: 'block', locale: 'en-GB' })
  try {
    await context.addCookies([...cookies])
    const page = await context.newPage()
    page.on('pageerror', (error) => console.error(`${url}: ${error.message}`))
    await page.addInitScript(`window.benchWanted = ${JSON.stringify(wanted)}`)
    await page.addInitScript({ path: path.join(import.meta.dirname, 'page-marks.js') })
    await slowDown(page, profile)
    proxy.takeStreamedBytes()
    await page.goto(url, { waitUntil: 'commit', timeout: VISIT_WITHIN_MS })
    const names = [...Object.keys(wanted), ...(draws ? ['drawn'] : [])]
    // What never comes is missing in the figures. Asked from outside: the page's policy forbids scripts made of text.
    const isDone = `${JSON.stringify(names)}.every((name) => name in (window.benchState?.at ?? {}))`
    const deadline = Date.now() + VISIT_WITHIN_MS
    while (Date.now() < deadline && !(await page.evaluate(isDone).catch(() => false)))
      await page.waitForTimeout(500)
    await page.waitForTimeout(SETTLE_MS)
    const told = (await page.evaluate(READ)) as Omit<Visit, 'streamedBytes'>
    const streamedBytes = proxy.takeStreamedBytes()
    if (shot !== undefined) await page.screenshot({ path: `${shot}.png` })
    return { ...told, streamedBytes }
  } finally {
    await context.close()
  }
}

async function slowDown(page: Page, { slowdown, line }: Profile): Promise<void> {
  const session = await page.context().newCDPSession(page)
  if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  if (!line) return
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: line.downBytesPerS,
    uploadThroughput: line.upBytesPerS,
  })
}

// As text: what compilers add to functions is not there in the page.
const READ = `(() => {
  const { at, shift, shifts, blockedMs, longestMs } = window.benchState
  // What page and worker share is sent once: the worker's comes out of the browser's memory, and nothing is transferred.
  const file = ({ name, transferSize, encodedBodySize, decodedBodySize, responseEnd }) => ({
    path: new URL(name).pathname, sentBytes: transferSize === 0 ? 0 : encodedBodySize,
    plainBytes: decodedBodySize, endMs: responseEnd,
  })
  const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(file)
  const firstPaintMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
  return { at, shift, shifts, blockedMs, longestMs, files, firstPaintMs }
})()`

/** Files by weight, for whoever wants to know what a page is made of. */
export function heaviest(files: readonly LoadedFile[], count: number): LoadedFile[] {
  return [...files].sort((a, b) => b.sentBytes - a.sentBytes).slice(0, count)
}
