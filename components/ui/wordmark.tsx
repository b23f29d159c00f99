/** The product's mark and name: a marker post with its board. */
export function Wordmark({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight text-ink">
      <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
        <rect width="24" height="24" rx="6" fill="var(--accent)" />
        <path d="M8 4.75v14.5" stroke="var(--on-accent)" strokeWidth="2.25" strokeLinecap="round" />
        <path d="M8 6.25h7.4l3 2.75-3 2.75H8Z" fill="var(--on-accent)" />
      </svg>
      {name}
    </span>
  )
}
