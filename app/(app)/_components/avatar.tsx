/** Initials of a person in a circle. The person's name is said elsewhere. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-full items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
    >
      {initials(name)}
    </span>
  )
}

/** First letters of the first and last word; whole characters, so emoji and Chinese names stay intact. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return chosen.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}
