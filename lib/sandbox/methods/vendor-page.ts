// The page object of the vendor's paged reports.

/** `startRow`, `endRow` and `totalPage` are 0 in most samples; filled here, since clients are told not to rely on them. */
export function vendorPage(
  result: readonly unknown[],
  { page, size, total }: { page: number; size: number; total: number },
) {
  const startRow = result.length === 0 ? 0 : (page - 1) * size + 1
  return {
    currentPage: page,
    pageSize: size,
    startRow,
    endRow: result.length === 0 ? 0 : startRow + result.length - 1,
    totalRecord: total,
    totalPage: Math.ceil(total / size),
    result,
  }
}
