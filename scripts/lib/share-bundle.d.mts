export const PAGE_BUDGET_BYTES: number
export const MAP_BUDGET_BYTES: number
type ShareFile = { name: string; bytes: Buffer }
export function prepareSharePage(root: string): Promise<Record<string, unknown>>
export function bundleSharePage(
  root: string,
): Promise<{ css: string } & Record<'page' | 'map' | 'mapStyle' | 'mapShared' | 'worker', ShareFile>>
