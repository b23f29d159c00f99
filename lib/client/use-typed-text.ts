'use client'
// Text that is typed faster than it can be asked for: a search field whose question stands in the address.

import { useEffect, useRef, useState } from 'react'

const TYPING_PAUSE_MS = 300

/**
 * Text as it is typed; what is asked for follows after a pause, without the blanks around it, and at once when nothing is left.
 * What the address says otherwise wins, such as after "back"; what it says because this asked for it came from here and
 * overwrites nothing that was typed since.
 */
export function useTypedText(asked: string, onAsk: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(asked)
  const ask = useRef(onAsk)
  const current = useRef(asked)
  /** What was asked for and the address does not say yet, oldest first. */
  const sent = useRef<readonly string[]>([])
  useEffect(() => {
    ask.current = onAsk
    current.current = asked
  })
  useEffect(() => {
    const at = sent.current.indexOf(asked)
    // The address may leave out what was asked for in between.
    sent.current = at < 0 ? [] : sent.current.slice(at + 1)
    if (at < 0) setText((typed) => (typed.trim() === asked ? typed : asked))
  }, [asked])
  useEffect(() => {
    const wished = text.trim()
    const isAsked = () => (sent.current.at(-1) ?? current.current) === wished
    if (isAsked()) return
    const timer = setTimeout(
      () => {
        if (isAsked()) return
        sent.current = [...sent.current, wished]
        ask.current(wished)
      },
      wished === '' ? 0 : TYPING_PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [text])
  return [text, setText]
}
