export function leavesNothingBehind(text: string): boolean
export function testFilesIn(root: string, folder: string): string[]
