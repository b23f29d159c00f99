import { Fragment } from 'react'

/** Words of the contract, in English as the vendor's documents are; what stands between backticks is a value of the wire. */
export function NotedText({ text }: { text: string }) {
  const parts = text.split('`')
  return (
    <bdi lang="en">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have their places and may repeat.
        <Fragment key={at}>
          {at % 2 === 1 ? (
            <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em] wrap-anywhere">{part}</code>
          ) : (
            part
          )}
        </Fragment>
      ))}
    </bdi>
  )
}
