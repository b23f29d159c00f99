// What the last build and the source tree say there is: pages, route handlers with their methods, and server actions.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '../..')
const distDir = path.resolve(root, process.env.MILEPOST_DIST_DIR ?? '.next')

/** Next makes these itself, and icons and the manifest of files: they take nothing and hold nothing of anybody. */
const OF_THE_FRAMEWORK = [
  '/_global-error',
  '/_not-found',
  '/icon.svg',
  '/manifest.webmanifest',
  '/favicon.ico',
]

const routesSchema = z.record(z.string(), z.string())
const actionsSchema = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
  edge: z.record(z.string(), z.unknown()),
})

export type Found = { pages: string[]; handlers: string[]; actions: string[] }

/** @throws where there is no finished build */
export function foundInBuild(): Found {
  const routes = Object.entries(readManifest('app-path-routes-manifest.json', routesSchema)).filter(
    ([, route]) => !OF_THE_FRAMEWORK.includes(route),
  )
  const { node, edge } = readManifest('server/server-reference-manifest.json', actionsSchema)
  if (Object.keys(edge).length > 0)
    throw new Error('Actions of the edge runtime are not known to this harness.')
  const actions = Object.values(node).map(({ filename, exportedName }) => `${filename}#${exportedName}`)
  return sorted({
    pages: routes.filter(([file]) => file.endsWith('/page')).map(([, route]) => route),
    handlers: routes.filter(([file]) => file.endsWith('/route')).map(([, route]) => route),
    actions,
  })
}

/** The same by the source tree; `handlers` are routes, as in the build. */
export function foundInSource(): Found {
  const files = sourcesIn('app')
  const actions = [...files, ...sourcesIn('components'), ...sourcesIn('lib')].flatMap(actionsOf)
  return sorted({
    pages: files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(routeOf),
    handlers: files.filter((file) => /(^|\/)route\.tsx?$/.test(file)).map(routeOf),
    actions,
  })
}

/** The file of a page or of a handler, as it is imported. */
export function fileOf(route: string, name: 'page' | 'route'): string {
  const files = sourcesIn('app').filter((each) => path.basename(each).startsWith(`${name}.`))
  const file = files.find((each) => routeOf(each) === route)
  if (file === undefined) throw new Error(`no ${name} at ${route}`)
  return file
}

function readManifest<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  const file = path.join(distDir, name)
  if (!existsSync(file))
    throw new Error(`There is no finished build: ${file} is missing. Run "npm run build" first.`)
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
}

function routeOf(file: string): string {
  const parts = path.dirname(file).split(path.sep).slice(1)
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`
}

function actionsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  if (!/^\s*['"]use server['"]/m.test(text)) return []
  if (!/^['"]use server['"]/.test(text))
    throw new Error(`${file}: 'use server' must stand first, for all of a file.`)
  const names = [...text.matchAll(/^export (?:async function|const|function) (\w+)/gm)]
  return names.map(([, name]) => `${file}#${name}`)
}

function sorted({ pages, handlers, actions }: Found): Found {
  const each = (names: string[]) => [...new Set(names)].toSorted()
  return { pages: each(pages), handlers: each(handlers), actions: each(actions) }
}
