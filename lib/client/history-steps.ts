// Steps through the browser's history to another page of ours, stopped while something is unsaved.
// The router cannot do it: `popstate` tells of a step when the address has changed already, and on a window it goes to whoever
// listens longest first, which is the router. The browser's Navigation API asks before. It lets a page stop a step of its Back
// button once for each time somebody has touched the page, so that none can keep people: a second press without a word to the
// question leaves. Browsers without it (Firefox before 147, Safari before 26.2) step away unasked. Steps to another document are
// for `beforeunload`.

/** The part of the Navigation API that is used here; TypeScript's own DOM does not know it yet. */
type Navigation = {
  traverseTo(key: string): { committed: Promise<unknown>; finished: Promise<unknown> }
  addEventListener(name: 'navigate', listener: (event: NavigateEvent) => void): void
  removeEventListener(name: 'navigate', listener: (event: NavigateEvent) => void): void
}
type NavigateEvent = Event & {
  readonly navigationType: 'push' | 'replace' | 'traverse' | 'reload'
  readonly destination: { readonly key: string; readonly url: string; readonly sameDocument: boolean }
}

/**
 * Stops every step that would leave the page one is on, and has it held: `hold` is given what takes the step after all. Steps
 * within the page pass. Answers how to end it.
 */
export function holdSteps(hold: (go: () => void) => void): () => void {
  const navigation = navigationOf(window)
  if (navigation === null) return () => undefined
  let isLetGo = false
  const onNavigate = (event: NavigateEvent) => {
    const { navigationType, destination, cancelable } = event
    if (navigationType !== 'traverse' || !cancelable || isLetGo || !destination.sameDocument) return
    if (new URL(destination.url).pathname === window.location.pathname) return
    event.preventDefault()
    hold(() => {
      isLetGo = true
      const { committed, finished } = navigation.traverseTo(destination.key)
      // A step that another one overtakes is no failure.
      for (const end of [committed, finished]) end.catch(() => undefined)
    })
  }
  navigation.addEventListener('navigate', onNavigate)
  return () => navigation.removeEventListener('navigate', onNavigate)
}

function navigationOf(view: Window & { navigation?: Navigation }): Navigation | null {
  return view.navigation ?? null
}
