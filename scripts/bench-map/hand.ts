// A hand at the mouse and keyboard, the same on every page: it points about, drags the map to and fro, and goes nearer.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright'

/** The map beside the list. */
const PANE = { left: 360, top: 48, right: 1440, bottom: 900 }
const MIDDLE = { x: (PANE.left + PANE.right) / 2, y: (PANE.top + PANE.bottom) / 2 }
const CANVAS = 'canvas.maplibregl-canvas'

/** Points at one place after the other, twenty a second, until `isOver`. */
export async function pointAbout(page: Page, isOver: () => boolean): Promise<void> {
  for (let step = 0; !isOver(); step++) {
    const x = MIDDLE.x + 320 * Math.sin(step / 9)
    const y = MIDDLE.y + 260 * Math.sin(step / 7)
    await page.mouse.move(x, y)
    await sleep(50)
  }
}

/** Takes the map and moves it about without letting go, as fast as a screen shows it. */
export async function dragAbout(page: Page, forMs: number): Promise<void> {
  const untilMs = performance.now() + forMs
  await page.mouse.move(MIDDLE.x, MIDDLE.y)
  await page.mouse.down()
  for (let step = 0; performance.now() < untilMs; step++) {
    const x = MIDDLE.x + 260 * Math.sin(step / 16)
    const y = MIDDLE.y + 160 * Math.sin(step / 23)
    const dueMs = performance.now() + 16
    await page.mouse.move(x, y)
    await sleep(Math.max(0, dueMs - performance.now()))
  }
  // A map let go in motion would drift on.
  await sleep(200)
  await page.mouse.up()
}

/** So many levels nearer to the middle, or farther when negative, by the keys of the map. */
export async function zoomBy(page: Page, levels: number): Promise<void> {
  await page.locator(CANVAS).focus()
  for (let level = 0; level < Math.abs(levels); level++) {
    await page.keyboard.press(levels > 0 ? 'Equal' : 'Minus')
    await sleep(500)
  }
}
