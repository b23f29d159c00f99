// The pages we are compared with, bundled for the browser: see rivals/.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../load/production-build'

/** By path on the stage. */
export type RivalFiles = ReadonlyMap<string, { type: string; body: string }>

/** `clusters` is the usual way to show a live fleet; `circles` the plainest way to show as many points, which do not move. */
export const RIVALS = ['clusters', 'circles'] as const
export type Rival = (typeof RIVALS)[number]

export function rivalPath(rival: Rival): string {
  return `/bench-map/${rival}.html`
}

/** Bundles the pages; nothing is written to disk. */
export async function bundleRivals(): Promise<RivalFiles> {
  const files = new Map<string, { type: string; body: string }>()
  const { outputFiles } = await build({
    entryPoints: RIVALS.map((name) => path.join(ROOT, 'scripts/bench-map/rivals', `${name}.ts`)),
    outdir: '/bench-map',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    tsconfig: path.join(ROOT, 'tsconfig.json'),
  })
  for (const { path: at, text } of outputFiles)
    files.set(`/bench-map/${path.basename(at)}`, {
      type: at.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: text,
    })
  files.set('/bench-map/maplibre-gl-worker.mjs', { type: 'text/javascript', body: await publishedWorker() })
  for (const name of RIVALS)
    files.set(rivalPath(name), { type: 'text/html; charset=utf-8', body: page(name) })
  return files
}

/** They take the map library as it is published, worker and all. */
function publishedWorker(): Promise<string> {
  return readFile(path.join(ROOT, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'), 'utf8')
}

/** The map is as large as in the product, where the list takes 360 px. */
function page(name: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${name}</title>
<link rel="stylesheet" href="/bench-map/${name}.css">
<style>body{margin:0;font:14px sans-serif}#map{position:fixed;inset:48px 0 0 360px}</style>
<div id="map"></div><script type="module" src="/bench-map/${name}.js"></script>`
}
