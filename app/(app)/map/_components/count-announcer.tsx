'use client'

import { useEffect, useState } from 'react'

const REST_MS = 700

/** Tells readers how many vehicles a search left, once the typing rests. Live changes of the fleet are not announced. */
export function CountAnnouncer({ text, cause }: { text: string; cause: unknown }) {
  const [announced, setAnnounced] = useState({ text: '', cause })
  useEffect(() => {
    if (cause === announced.cause) return
    const timer = setTimeout(() => setAnnounced({ text, cause }), REST_MS)
    return () => clearTimeout(timer)
  }, [text, cause, announced.cause])
  return (
    <p role="status" className="sr-only">
      {announced.text}
    </p>
  )
}
