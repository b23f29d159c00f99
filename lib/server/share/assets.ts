// The built files of the share page: its small script, the map and what the map loads. They are made by `prepare:assets` into
// public/share, with a hash in their names.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { singleton } from '../singleton'

/** What `scripts/lib/share-bundle.mjs` wrote: names of files, and the page's own style, which stands in the page itself. */
const manifestSchema = z.object({
  page: z.string(),
  map: z.string(),
  mapStyle: z.string(),
  worker: z.string(),
  css: z.string(),
})
export type ShareAssets = z.infer<typeof manifestSchema>

const MANIFEST = path.join(process.cwd(), 'lib/server/generated/share-page.json')
const FRESH_MS = 5_000

/** The files of the build that is here. Read once in a while, as a new build may come. */
export async function shareAssets(): Promise<ShareAssets> {
  const cache = singleton('share-assets', () => ({ readMs: 0, assets: null as ShareAssets | null }))
  if (cache.assets !== null && Date.now() - cache.readMs < FRESH_MS) return cache.assets
  const assets = manifestSchema.parse(JSON.parse(await readFile(MANIFEST, 'utf8')))
  cache.assets = assets
  cache.readMs = Date.now()
  return assets
}
