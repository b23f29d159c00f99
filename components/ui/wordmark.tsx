import type { BrandPicture } from '@/lib/domain/api/branding'

export type WordmarkProps = {
  name: string
  /** A tenant's own picture, in the place of our mark. */
  logo?: BrandPicture | null
}

/** The product's mark and name: a marker post with its board. */
export function Wordmark({ name, logo = null }: WordmarkProps) {
  return (
    <span className="inline-flex max-w-56 shrink-0 items-center gap-2 text-base font-semibold tracking-tight text-ink">
      {logo ? <Logo logo={logo} /> : <Mark />}
      <bdi className="truncate">{name}</bdi>
    </span>
  )
}

/** Decoration: the name stands beside it. */
function Logo({ logo }: { logo: BrandPicture }) {
  return (
    // biome-ignore lint/performance/noImgElement: it is served as it is, small and for good.
    <img
      src={logo.url}
      alt=""
      width={logo.width}
      height={logo.height}
      className="h-6 w-auto max-w-36 shrink-0 object-contain"
    />
  )
}

function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path d="M8 4.75v14.5" stroke="var(--on-accent)" strokeWidth="2.25" strokeLinecap="round" />
      <path d="M8 6.25h7.4l3 2.75-3 2.75H8Z" fill="var(--on-accent)" />
    </svg>
  )
}
