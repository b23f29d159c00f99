import type { BuildOptions, Metafile } from 'esbuild'

export const MAP_LIBRARY_BUDGET_BYTES: number
export const WORKER_SOURCE: string
export function prepareMapLibrary(root: string): Promise<void>
export function bundleMapLibrary(
  root: string,
): Promise<{ files: Map<string, string>; exports: string[]; outputs: Metafile['outputs'] }>
export function sourceOptions(root: string): BuildOptions
