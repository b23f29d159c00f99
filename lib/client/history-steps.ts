// Steps through the browser's history to another page of ours, taken back while something is unsaved.
// By the time a page hears of such a step the address has changed already, so the step is undone, and the router, which would
// draw the other page, hears neither of it nor of its undoing. Only the browser's Navigation API says where one came from;
// browsers without it (Firefox before 147, Safari before 26.2) step away unasked. Steps to another document are for `beforeunload`.

type Entry = { key: string }
/** The part of the Navigation API that is used here; TypeScript's own DOM does not know it yet. */
type Navigation = {
  readonly currentEntry: Entry | null
  traverseTo(key: string): { committed: Promise<unknown>; finished: Promise<unknown> }
  addEventListener(name: 'currententrychange', listener: (event: EntryChange) => void): void
  removeEventListener(name: 'currententrychange', listener: (event: EntryChange) => void): void
}
type EntryChange = Event & { navigationType: 'push' | 'replace' | 'traverse' | 'reload' | null }

type Place = { key: string; path: string }

/**
 * Undoes every step that would leave the page one is on, and has it held: `hold` is given what takes the step after all. Steps
 * within the page pass. Answers how to end it.
 */
export function holdSteps(hold: (go: () => void) => void): () => void {
  const navigation = navigationOf(window)
  if (navigation === null) return () => undefined
  let here = placeOf(navigation)
  let isLetGo = false
  const goTo = (key: string) => {
    const { committed, finished } = navigation.traverseTo(key)
    // A step that another one overtakes is no failure.
    for (const end of [committed, finished]) end.catch(() => undefined)
  }
  // Also told before a step is, when it is too late to ask where one was.
  const onChange = ({ navigationType }: EntryChange) => {
    if (navigationType !== 'traverse') here = placeOf(navigation)
  }
  const onStep = (event: PopStateEvent) => {
    const there = placeOf(navigation)
    if (isLetGo || here === null || there === null) return
    if (there.key !== here.key && there.path === here.path) {
      here = there
      return
    }
    event.stopImmediatePropagation()
    if (there.key === here.key) return
    goTo(here.key)
    hold(() => {
      isLetGo = true
      goTo(there.key)
    })
  }
  navigation.addEventListener('currententrychange', onChange)
  // Before the router's, which listens at the same place without `capture`.
  window.addEventListener('popstate', onStep, { capture: true })
  return () => {
    navigation.removeEventListener('currententrychange', onChange)
    window.removeEventListener('popstate', onStep, { capture: true })
  }
}

function navigationOf(view: Window & { navigation?: Navigation }): Navigation | null {
  return view.navigation ?? null
}

function placeOf({ currentEntry }: Navigation): Place | null {
  return currentEntry === null ? null : { key: currentEntry.key, path: window.location.pathname }
}
