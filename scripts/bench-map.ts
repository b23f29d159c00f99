// `npm run bench:map`: what a moving fleet costs the browser. The production map page, fed by its live stream, against the
// usual way of drawing a live fleet and against plain circles, in turn, several rounds. The last line is JSON.

import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDispatcher, startApp } from './bench-map/app'
import { GRAPHICS_ARGS, type MeasuringBrowser, startBrowser } from './bench-map/browser'
import { emptyHeaps, type Heaps, measureSize } from './bench-map/measure-size'
import { bundleRivals } from './bench-map/rivals'
import { reportOf } from './bench-map/size-report'
import { openStage, type Stage } from './bench-map/stage'
import { cleanUp } from './load/clean-up'
import { freePort } from './load/free-port'
import { productionBuild } from './load/production-build'

const HELP = `npm run bench:map -- [options]

  --vehicles N,N,...  sizes of the fleet (1000,10000,50000)
  --rounds N          how often each page is opened and measured at each size (3)
  --traces DIR        keep the traces there, for the Performance panel of Chromium
  --help              this text

Builds the app when there is no build of these sources. The last line is one JSON object. The other processes of the machine
count: look at its load first.
`

type Options = { sizes: readonly number[]; rounds: number; tracesDir: string | null }

process.env.LOG_LEVEL ??= 'warn'
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) return void console.log(HELP)
  const loadBefore = Number((loadavg()[0] ?? 0).toFixed(2))
  const distDir = productionBuild()
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-bench-map-'))
  const removeFolder = cleanUp(async () => rmSync(folder, { recursive: true, force: true }))
  const store = { DATABASE_URL: '', MILEPOST_DATA_DIR: folder }
  const cookie = await makeDispatcher(store)
  const upstream = { port: await freePort() }
  const stage = await openStage(upstream, await bundleRivals())
  const app = await startApp({ store, distDir, port: upstream.port, publicUrl: stage.url })
  const browser = await startBrowser({ cookie, origin: stage.url, tracesDir: options.tracesDir })
  try {
    tell(`Chromium ${browser.version} with ${GRAPHICS_ARGS.join(' ')}; load of the machine ${loadBefore}`)
    const sizes = await measureSizes({ stage, browser, options })
    console.log(JSON.stringify({ bench: 'map', sizes, rounds: options.rounds, loadBefore }))
  } finally {
    await browser.close()
    await app.stop()
    await stage.close()
    await removeFolder()
  }
}

type Work = { stage: Stage; browser: MeasuringBrowser; options: Options }

async function measureSizes({ stage, browser, options }: Work) {
  const empty: Heaps = await emptyHeaps({ stage, browser })
  tell(`heap of the empty map: ours ${empty.ours.toFixed(1)} MB, baseline ${empty.baseline.toFixed(1)} MB`)
  const sizes: Record<string, ReturnType<typeof reportOf>> = {}
  for (const vehicles of options.sizes) {
    const rounds = await measureSize({ stage, browser, vehicles, rounds: options.rounds, tell })
    sizes[vehicles] = reportOf(rounds, empty)
    tell(`${vehicles} vehicles: ${JSON.stringify(sizes[vehicles])}`)
  }
  return sizes
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      vehicles: { type: 'string', default: '1000,10000,50000' },
      rounds: { type: 'string', default: '3' },
      traces: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  if (!/^[1-9]\d{0,6}(,[1-9]\d{0,6})*$/.test(values.vehicles))
    throw new Error(`--vehicles takes whole numbers with commas between, not "${values.vehicles}".`)
  if (!/^[1-9]\d?$/.test(values.rounds)) throw new Error(`--rounds takes 1 to 99, not "${values.rounds}".`)
  return {
    sizes: values.vehicles.split(',').map(Number),
    rounds: Number(values.rounds),
    tracesDir: values.traces ?? null,
  }
}

function tell(words: string): void {
  console.log(`bench: ${words}`)
}
