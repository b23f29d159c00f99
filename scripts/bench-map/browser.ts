// The browser that is measured: started with the same switches for every page, and asked for traces and memory.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { CHROMIUM_ARGS, ensureBrowser } from '../lib/browser.mjs'
import { cleanUp } from '../load/clean-up'
import { ROOT } from '../load/production-build'
import type { SessionCookie } from './app'
import { heapOf } from './heap'
import { type PageTrace, readTrace, TRACE_CATEGORIES, type TraceEvent, UPDATE_MARK } from './trace'

/**
 * WebGL in software, and pages composed by the same: otherwise Chromium reads the map's pixels back on the main thread in
 * every frame (GLES2::ReadPixels), which no machine with a graphics card does.
 */
export const GRAPHICS_ARGS = ['--use-angle=swiftshader', '--enable-gpu-rasterization']

export type MeasuredPage = {
  page: Page
  /** Traces while `work` is done. */
  trace(work: () => Promise<void>): Promise<PageTrace>
  /** Megabytes that live after collecting garbage: scripts and their buffers, workers included. */
  heapMb(): Promise<number>
  /** Milliseconds from the begin of navigation until all vehicles were first painted; waits for it. */
  firstPaintMs(): Promise<number>
  close(): Promise<void>
}

export type MeasuringBrowser = {
  version: string
  open(url: string): Promise<MeasuredPage>
  close(): Promise<void>
}

export const VIEWPORT = { width: 1440, height: 900 }

export type BrowserOptions = {
  cookie: SessionCookie
  origin: string
  /** Where traces are kept, numbered as they are taken; null keeps none. */
  tracesDir: string | null
}

export async function startBrowser(options: BrowserOptions): Promise<MeasuringBrowser> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(ROOT),
    args: [...CHROMIUM_ARGS, ...GRAPHICS_ARGS],
  })
  const close = cleanUp(() => browser.close())
  return { version: browser.version(), open: (url) => openPage(browser, url, options), close }
}

/** A page of its own, with nothing in its cache. */
async function openPage(
  browser: Browser,
  url: string,
  { cookie, origin, tracesDir }: BrowserOptions,
): Promise<MeasuredPage> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB' })
  await context.addCookies([{ ...cookie, url: origin }])
  const page = await context.newPage()
  await page.addInitScript(markFirstInstances)
  await page.addInitScript(markUpdates, UPDATE_MARK)
  const heap = await heapOf(page)
  await page.goto(url, { waitUntil: 'commit' })
  return {
    page,
    async trace(work) {
      await browser.startTracing(page, { categories: TRACE_CATEGORIES })
      await work()
      const taken = await browser.stopTracing()
      if (tracesDir !== null) keepTrace(tracesDir, taken)
      const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(String(taken))
      return readTrace(traceEvents)
    },
    heapMb: heap,
    async firstPaintMs() {
      const painted = () => performance.getEntriesByName('bench-map:painted')[0]?.startTime ?? null
      const handle = await page.waitForFunction(painted, undefined, { timeout: 120_000, polling: 250 })
      return (await handle.jsonValue()) ?? Number.NaN
    },
    close: () => context.close(),
  }
}

function keepTrace(folder: string, taken: Buffer) {
  mkdirSync(folder, { recursive: true })
  keptTraces += 1
  writeFileSync(path.join(folder, `${String(keptTraces).padStart(3, '0')}.json`), taken)
}
let keptTraces = 0

/**
 * Runs in the page. The map library draws no instances and the vehicle layer draws nothing else, so the first call says that
 * all vehicles, or the clusters they are in, have been drawn. It steps aside afterwards.
 */
function markFirstInstances() {
  const { prototype } = WebGL2RenderingContext
  const draw = prototype.drawArraysInstanced
  prototype.drawArraysInstanced = function (...args) {
    prototype.drawArraysInstanced = draw
    requestAnimationFrame(() => setTimeout(() => performance.mark('bench-map:painted'), 0))
    draw.apply(this, args)
  }
}

/** Runs in the page: notes each update of the live stream just before the page is handed it. */
function markUpdates(mark: string) {
  const target: EventTarget = EventSource.prototype
  const add = target.addEventListener
  target.addEventListener = function (this: EventTarget, ...args: Parameters<typeof add>) {
    if (args[0] === 'delta') add.call(this, 'delta', () => performance.mark(mark))
    add.apply(this, args)
  }
}
