export function ensureBuild(root: string, options?: { distDir?: string }): boolean
export function isBuilt(root: string, options?: { distDir?: string }): boolean
