/** Text to read or copy as it stands. It scrolls by itself, so that the page never does sideways. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too.
    <section tabIndex={0} aria-label={label} dir="ltr" className={BLOCK}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  )
}

const BLOCK =
  'scrollbar-quiet max-h-96 overflow-auto rounded border border-line bg-sunken p-3 font-mono text-xs leading-relaxed'
