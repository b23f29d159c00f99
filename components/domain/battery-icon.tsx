import { BATTERY_LOW_PERCENT } from './battery-level'

/** A battery filled to its level; red when low. Stands beside the figure or has its words in a title nearby. */
export function BatteryIcon({ percent, className = 'h-3 w-5' }: { percent: number; className?: string }) {
  const low = percent <= BATTERY_LOW_PERCENT
  const width = 15 * Math.min(1, Math.max(0.08, percent / 100))
  return (
    <svg
      aria-hidden
      viewBox="0 0 22 12"
      className={`shrink-0 ${low ? 'text-danger' : 'text-muted'} ${className}`}
    >
      <rect
        x="0.75"
        y="0.75"
        width="18.5"
        height="10.5"
        rx="2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <rect x="2.5" y="2.5" width={width} height="7" rx="1" fill="currentColor" />
      <rect x="20" y="4" width="1.8" height="4" rx="0.9" fill="currentColor" />
    </svg>
  )
}
