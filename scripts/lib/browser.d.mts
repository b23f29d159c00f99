export const CHROMIUM_ARGS: string[]
export function findBrowser(): Promise<string | null>
export function ensureBrowser(root: string): Promise<string>
