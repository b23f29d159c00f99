/** A line along the upper edge of what is still shown while newer rows come. Paler rows would be hard to read for many. */
export function LoadingLine() {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 top-0 z-30 h-0.5 animate-pulse bg-accent motion-reduce:animate-none"
    />
  )
}
