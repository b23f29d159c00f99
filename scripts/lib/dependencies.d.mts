export function assertNodeVersion(version?: string): void
export function ensureDependencies(root: string): void
