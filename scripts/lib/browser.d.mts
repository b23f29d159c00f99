export const CHROMIUM_ARGS: string[]
export function findBrowser(options?: { systemBrowsers?: readonly string[] }): Promise<string | null>
export function ensureBrowser(root: string): Promise<string>
