// The list beside the map: what a keystroke in its search, a status switch and another order cost the main thread.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { MeasuredPage } from './browser'
import { type PageTrace, workBetween } from './trace'

export type Answered = {
  /** Processor time of the main thread for one answer, until long after it is on screen; and its longest task. */
  cpuMs: number
  longestCpuMs: number
}

export type ListAnswers = { keystrokes: Answered[]; statusSwitches: Answered[]; sorts: Answered[] }

/** What is done after this is no answer: the address that follows the typing, the announcement, the page's clock. */
const ANSWER_MS = 300
/** Long enough for those, so that they are not part of the next answer. */
const PAUSE_MS = 1_200
const TYPED = 'van 12'
const SORTS = [/speed/i, /heard|contact|fix/i, /name/i]

/** Types, switches and sorts while no update comes in, so that all work is the answer's. */
export async function listAnswers(measured: MeasuredPage): Promise<ListAnswers> {
  const { page } = measured
  const search = page.getByRole('searchbox')
  await search.click()
  // The first letter makes code run for the first time; people type more than one.
  await answersTo(measured, ['keydown'], () => typeSlowly(page, 'v'))
  await search.fill('')
  await sleep(PAUSE_MS)
  const keystrokes = await answersTo(measured, ['keydown'], () => typeSlowly(page, TYPED))
  await search.fill('')
  await sleep(PAUSE_MS)
  const chip = page
    .getByRole('group', { name: /status/i })
    .getByRole('button')
    .first()
  const statusSwitches = await answersTo(measured, ['click'], async () => {
    for (let turn = 0; turn < 4; turn++) {
      await chip.click()
      await sleep(PAUSE_MS)
    }
  })
  const sorts: Answered[] = []
  for (const name of SORTS) {
    await page.getByRole('button', { name: /^sort/i }).click()
    const choice = page.getByRole('menuitemradio', { name }).first()
    await choice.waitFor()
    const answers = await answersTo(measured, ['click'], async () => {
      await choice.click()
      await sleep(PAUSE_MS)
    })
    sorts.push(...answers)
  }
  return { keystrokes, statusSwitches, sorts }
}

async function typeSlowly(page: Page, text: string): Promise<void> {
  for (const letter of text) {
    await page.keyboard.press(letter)
    await sleep(PAUSE_MS)
  }
}

async function answersTo(
  measured: MeasuredPage,
  inputs: readonly string[],
  work: () => Promise<void>,
): Promise<Answered[]> {
  const trace = await measured.trace(async () => {
    await sleep(200)
    await work()
  })
  return answersIn(trace, inputs)
}

/** What followed each input, until the next one or for as long as an answer may take. */
export function answersIn({ main, inputs }: PageTrace, types: readonly string[]): Answered[] {
  const at = inputs.filter(({ type }) => types.includes(type)).map(({ atMs }) => atMs)
  return at.map((atMs, index) =>
    workBetween(main, atMs, Math.min(atMs + ANSWER_MS, at[index + 1] ?? Infinity)),
  )
}
