// The ways in which the vendor's methods give pages: what the first one is, and when there is another. Which method has which
// is batching.ts; fetching them is call-pages.ts.

type Counting<O> = {
  size: number
  countOf: (output: O) => number
  totalOf?: (output: O) => number | undefined
}

/** Pages by number. */
export function byNumber<I extends { page?: number; pageSize?: number }, O>({
  size,
  firstPage,
  countOf,
  totalOf,
}: Counting<O> & { firstPage: number }) {
  return {
    first: (input: I): I => ({ ...input, page: input.page ?? firstPage, pageSize: input.pageSize ?? size }),
    next: (input: I, output: O): I | null => {
      const { page = firstPage, pageSize = size } = input
      const seen = (page - firstPage + 1) * pageSize
      const isLast = isLastPage({ seen, pageSize, count: countOf(output), total: totalOf?.(output) })
      return isLast ? null : { ...input, page: page + 1 }
    },
  }
}

/** Pages by the row they begin with. */
export function byRow<I extends { startRow?: number; pageSize?: number }, O>({
  size,
  countOf,
  totalOf,
}: Counting<O>) {
  return {
    first: (input: I): I => ({ ...input, startRow: input.startRow ?? 0, pageSize: input.pageSize ?? size }),
    next: (input: I, output: O, first: I): I | null => {
      const { startRow = 0, pageSize = size } = input
      const nextRow = startRow + pageSize
      // Whoever begins with row 1 counts from there.
      const seen = first.startRow === 1 ? nextRow - 1 : nextRow
      const isLast = isLastPage({ seen, pageSize, count: countOf(output), total: totalOf?.(output) })
      return isLast ? null : { ...input, startRow: nextRow }
    },
  }
}

/** Some nodes count report rows from 1, and some give no more than 50 of them at a time; they refuse the rest with 1001. */
export function ofReport<I extends { startRow: number; pageSize: number }, O>(counting: Counting<O>) {
  const firstRow = (first: I) => first.startRow || 1
  const smaller = (first: I) => Math.min(first.pageSize, 50)
  return {
    ...byRow<I, O>(counting),
    otherwise: [
      (first: I): I => ({ ...first, startRow: firstRow(first) }),
      (first: I): I => ({ ...first, pageSize: smaller(first) }),
      (first: I): I => ({ ...first, startRow: firstRow(first), pageSize: smaller(first) }),
    ],
  }
}

/** A page of an answer, with the number of rows on all pages where the vendor tells it. */
export type Paged<T> = { rows: T[]; total?: number }

/** Pages by number that tell how many rows there are in all. */
export function ofPages<I extends { page?: number; pageSize?: number }, T>({ size }: { size: number }) {
  const totalOf = ({ total }: Paged<T>) => total
  return byNumber<I, Paged<T>>({ size, firstPage: 1, countOf: ({ rows }) => rows.length, totalOf })
}

/** Pages of a report that tell how many rows there are in all. */
export function ofRows<I extends { startRow: number; pageSize: number }, T>({ size }: { size: number }) {
  const totalOf = ({ total }: Paged<T>) => total
  return ofReport<I, Paged<T>>({ size, countOf: ({ rows }) => rows.length, totalOf })
}

/** Rows that could not be read are missing from a page, so one that is nearly full may have been full. */
const NEARLY = 0.9

function isLastPage(page: {
  seen: number
  pageSize: number
  count: number
  total: number | undefined
}): boolean {
  if (page.count === 0) return true
  return page.total === undefined ? page.count < page.pageSize * NEARLY : page.seen >= page.total
}
