import { Fragment } from 'react'

/** A name or address that is never translated and, where it must, breaks after a dot or slash and not within a word. */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[./])(?=[^./])/)
  return (
    <bdi translate="no">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have their places and may repeat.
        <Fragment key={at}>
          {at > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </bdi>
  )
}
