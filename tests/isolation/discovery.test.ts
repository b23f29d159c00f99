// Nothing that can be asked stays unknown to the harness: the build, the source tree and the registry name the same.

import { expect, test } from 'vitest'
import { fileOf, foundInBuild, foundInSource } from './build'
import { ACTIONS } from './registry-actions'
import { HANDLERS } from './registry-handlers'
import { PAGES } from './registry-pages'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

test('the build has exactly the pages, handlers and actions of the source tree', () => {
  const [build, source] = [foundInBuild(), foundInSource()]
  expect(build.pages).toEqual(source.pages)
  expect(build.handlers).toEqual(source.handlers)
  // What no page uses any more is left out of a build; nothing may be in it that is in no file.
  expect(build.actions.filter((action) => !source.actions.includes(action))).toEqual([])
})

test('the harness knows every page and every action, and none that is gone', () => {
  const source = foundInSource()
  expect(Object.keys(PAGES).toSorted()).toEqual(source.pages)
  expect(Object.keys(ACTIONS).toSorted()).toEqual(source.actions)
})

test('the harness knows every method of every route handler, and none that is gone', async () => {
  const { handlers } = foundInSource()
  const known = await Promise.all(
    handlers.map(async (route) => {
      const exported = Object.keys(await import(/* @vite-ignore */ `@/${fileOf(route, 'route')}`))
      return METHODS.filter((method) => exported.includes(method)).map((method) => `${method} ${route}`)
    }),
  )
  expect(Object.keys(HANDLERS).toSorted()).toEqual(known.flat().toSorted())
})

test('each says which ids it takes, what it is asked without any, or by what else it is kept', () => {
  const all = { ...PAGES, ...HANDLERS, ...ACTIONS }
  const silent = Object.entries(all).filter(
    ([, { takes = [], plain, open }]) => takes.length === 0 && !plain && !open,
  )
  expect(silent.map(([name]) => name)).toEqual([])
})
