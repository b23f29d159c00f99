// What pages weigh and when they can be used: transferred and parsed bytes, first paint, first vehicle, usable, layout shift
// and blocked time of sign-in, map, alarms, replay and share page, on a desktop and on a slow phone. Starts a demo of its own
// from the production build and reads pages through a proxy that compresses. The last line is JSON.

import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, ensureBrowser } from './lib/browser.mjs'
import { startDemoWorld } from './load/demo-world'
import { PAGE_NAMES, type PageName, pageToVisit } from './load/page-cases'
import { figuresOf, type PageFigures, type Visit } from './load/page-figures'
import { startCompressingProxy } from './load/page-proxy'
import { heaviest, PROFILES, visit } from './load/page-visit'
import { ROOT } from './load/production-build'

const HELP = `npm run bench:page [-- OPTIONS]

  --devices N    vehicles of the fleet (default 10000)
  --points N     fixes of the replay (default 100000)
  --rounds N     visits of each page in each profile (default 3)
  --pages LIST   of ${PAGE_NAMES.join(', ')} (default all)
  --shots DIR    keep a picture of each page at its end
  --files        tell the heaviest files of each page
  --shifts       tell what moved by itself
  --help         this text
`

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '10000' },
    points: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string', default: PAGE_NAMES.join() },
    shots: { type: 'string' },
    files: { type: 'boolean', default: false },
    shifts: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
const counts = {
  devices: Number(values.devices),
  points: Number(values.points),
  rounds: Number(values.rounds),
}
const names = values.pages.split(',').map((name) => {
  const known = PAGE_NAMES.find((each) => each === name.trim())
  if (!known) throw new Error(`There is no page "${name}".\n\n${HELP}`)
  return known
})
if (Object.values(counts).some((count) => !Number.isInteger(count) || count < 1))
  throw new Error(`Numbers are whole ones from 1.\n\n${HELP}`)

const load = os.loadavg().map((each) => Number(each.toFixed(1)))
console.log(`Machine: ${os.availableParallelism()} cores, load ${load.join(' ')}`)
const browser = await chromium.launch({ executablePath: await ensureBrowser(ROOT), args: CHROMIUM_ARGS })
const world = await startDemoWorld(browser, counts.devices)
const proxy = await startCompressingProxy(world.url)
const pages: Partial<Record<PageName, Record<string, PageFigures>>> = {}
try {
  console.log(`${world.vehicles.length} vehicles in sight`)
  for (const name of names) {
    const asked = await pageToVisit(name, world, { browser, origin: proxy.url, points: counts.points })
    // Once unmeasured: the server has the page in its memory then, as it has on any day but the first.
    await visit(browser, PROFILES.desktop, asked, proxy)
    pages[name] = {}
    for (const [profileName, profile] of Object.entries(PROFILES)) {
      const visits: Visit[] = []
      const shot = values.shots && path.resolve(values.shots, `${name}-${profileName}`)
      for (let round = 0; round < counts.rounds; round += 1)
        visits.push(await visit(browser, profile, { ...asked, shot }, proxy))
      const figures = figuresOf(visits, proxy.brotliBytes)
      pages[name][profileName] = figures
      console.log(`${name}, ${profileName}: ${tell(figures)}`)
      if (values.files) tellFiles(visits)
      if (values.shifts) tellShifts(visits)
    }
  }
} finally {
  await proxy.stop()
  await world.stop()
  await browser.close()
}
const { devices, points, rounds } = counts
console.log(
  JSON.stringify({ bench: 'page', load, devices, inSight: world.vehicles.length, points, rounds, pages }),
)
process.exit()

function tell(figures: PageFigures): string {
  const moments = Object.entries(figures.atMs).map(
    ([name, ms]) => `${name} ${ms} ms after ${kb(figures.scriptBytesAt[name] ?? 0)} of script`,
  )
  const weight = `script ${kb(figures.scriptBytes)} (${kb(figures.scriptPlainBytes)} plain), all ${kb(figures.sentBytes)}`
  return `${[`painted ${figures.firstPaintMs} ms`, ...moments].join(', ')}; ${weight}; shift ${figures.shift}; blocked ${figures.blockedMs} ms`
}

function tellFiles([first]: readonly Visit[]): void {
  for (const { path, sentBytes, endMs } of heaviest(first?.files ?? [], 25))
    console.log(`  ${kb(sentBytes).padStart(9)} ${String(Math.round(endMs)).padStart(6)} ms ${path}`)
}

function tellShifts(visits: readonly Visit[]): void {
  for (const { atMs, value, moved } of visits.flatMap(({ shifts }) => shifts)) {
    console.log(`  ${value.toFixed(5)} after ${Math.round(atMs)} ms`)
    for (const each of moved) console.log(`    ${each}`)
  }
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}
