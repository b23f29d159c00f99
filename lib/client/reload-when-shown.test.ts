import { expect, test } from 'vitest'
import { reloadWhenShown } from './reload-when-shown'

function setUp() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' as DocumentVisibilityState })
  const seen = { reloads: 0, isBusy: false }
  const stop = reloadWhenShown({
    page,
    isBusy: () => seen.isBusy,
    reload: () => {
      seen.reloads += 1
    },
  })
  const turn = (state: DocumentVisibilityState) => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { seen, stop, turn }
}

test('a page that is shown again reloads, and one that is hidden does not', () => {
  const { seen, turn } = setUp()
  turn('hidden')
  expect(seen.reloads).toBe(0)
  turn('visible')
  expect(seen.reloads).toBe(1)
})

test('what is half done on the page is never dropped, and the next time it is shown without that it reloads', () => {
  const { seen, turn } = setUp()
  seen.isBusy = true
  turn('visible')
  expect(seen.reloads).toBe(0)
  seen.isBusy = false
  turn('hidden')
  turn('visible')
  expect(seen.reloads).toBe(1)
})

test('a page that is of the right build again stays', () => {
  const { seen, stop, turn } = setUp()
  stop()
  turn('visible')
  expect(seen.reloads).toBe(0)
})
