export function ensureBuild(root: string, options?: { distDir?: string }): boolean
