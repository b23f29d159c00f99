'use client'
// What is shown of a page while a form in it holds what nobody has saved: the place stays until somebody decides.

import { useEffect, useState } from 'react'
import { useUnsavedGuard } from './unsaved-guard'

/**
 * The place within a page that is shown: the one wished, unless going there would drop what was typed. Then the form stays until
 * somebody says what is to become of it, whichever way they were about to leave: by another row or the back button here, for
 * another section, or by closing the page. Places that stay the same are the same object, or primitive.
 */
export function useHeldPlace<Place>(wished: Place, isElsewhere: (a: Place, b: Place) => boolean) {
  const [held, setHeld] = useState(wished)
  const [isDirty, setDirty] = useState(false)
  const guard = useUnsavedGuard(isDirty)
  const isHeld = isDirty && isElsewhere(wished, held)
  if (!isHeld && held !== wished) setHeld(wished)
  return {
    place: isHeld ? held : wished,
    isHeld,
    isLeaving: isHeld || guard.isLeaving,
    setDirty,
    stay: guard.stay,
    leave: () => {
      setDirty(false)
      guard.leave()
    },
  }
}

/** Says for a form whether something is typed that is not saved; one that is gone has nothing unsaved. */
export function useTellDirty(isDirty: boolean, tell: (isDirty: boolean) => void): void {
  useEffect(() => tell(isDirty), [isDirty, tell])
  useEffect(() => () => tell(false), [tell])
}
