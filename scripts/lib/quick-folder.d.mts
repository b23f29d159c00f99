export function makeQuickFolder(prefix: string, inMemory?: string): string
