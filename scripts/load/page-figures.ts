// What one visit of a page tells, and what several tell together. Pure.

/** A file as the page's own resource timing has it; bytes without headers. */
export type LoadedFile = { path: string; sentBytes: number; plainBytes: number; endMs: number }

/** Something moved by itself: its part of the layout shift, and what the browser names, from where to where (x y width height). */
export type Shift = { atMs: number; value: number; moved: readonly string[] }

export type Visit = {
  /** Moments since the navigation began, by name; missing what never came. */
  at: Readonly<Record<string, number>>
  files: readonly LoadedFile[]
  streamedBytes: number
  firstPaintMs: number
  shift: number
  shifts: readonly Shift[]
  blockedMs: number
  longestMs: number
}

export type PageFigures = {
  /** ms, medians. */
  firstPaintMs: number
  atMs: Record<string, number>
  /** Compressed bytes of all, and of script; plain bytes of script. */
  sentBytes: number
  scriptBytes: number
  scriptPlainBytes: number
  scriptBrotliBytes: number
  /** Compressed script that had come by each moment. */
  scriptBytesAt: Record<string, number>
  streamedBytes: number
  shift: number
  blockedMs: number
  longestMs: number
}

const SCRIPT = /\.m?js$/

/** The middle one of several visits, figure by figure. */
export function figuresOf(visits: readonly Visit[], brotli: ReadonlyMap<string, number>): PageFigures {
  const middle = (of: (visit: Visit) => number) => Math.round(median(visits.map(of)))
  const scripts = ({ files }: Visit) => files.filter(({ path }) => SCRIPT.test(path))
  const names = Object.keys(visits[0]?.at ?? {}).filter((name) => visits.every(({ at }) => name in at))
  const byName = (of: (visit: Visit, atMs: number) => number) =>
    Object.fromEntries(names.map((name) => [name, middle((visit) => of(visit, visit.at[name] ?? 0))]))
  return {
    firstPaintMs: middle(({ firstPaintMs }) => firstPaintMs),
    atMs: byName((_, atMs) => atMs),
    sentBytes: middle(({ files }) => sum(files.map(({ sentBytes }) => sentBytes))),
    scriptBytes: middle((visit) => sum(scripts(visit).map(({ sentBytes }) => sentBytes))),
    scriptPlainBytes: middle((visit) => sum(scripts(visit).map(({ plainBytes }) => plainBytes))),
    scriptBrotliBytes: middle((visit) =>
      sum(scripts(visit).map(({ path, sentBytes }) => brotli.get(path) ?? sentBytes)),
    ),
    scriptBytesAt: byName((visit, atMs) =>
      sum(
        scripts(visit)
          .filter(({ endMs }) => endMs <= atMs)
          .map(({ sentBytes }) => sentBytes),
      ),
    ),
    streamedBytes: middle(({ streamedBytes }) => streamedBytes),
    // A shift of a thousandth is one still.
    shift: Math.round(median(visits.map(({ shift }) => shift)) * 10_000) / 10_000,
    blockedMs: middle(({ blockedMs }) => blockedMs),
    longestMs: middle(({ longestMs }) => longestMs),
  }
}

/** The middle value, or the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
