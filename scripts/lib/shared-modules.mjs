// Which test files may share loaded modules with others in one process.

import { readdirSync } from 'node:fs'
import path from 'node:path'

/** By these a test changes what those after it in the same process would meet. */
const TRACES = [
  /\bvi\.(mock|doMock|hoisted|resetModules|spyOn|stubEnv|stubGlobal|useFakeTimers|setSystemTime)\b/,
  /\bprocess\.(env|on|once|chdir|cwd|exitCode)\b/,
  /\bglobalThis\b/,
  // What all have in common, such as `Date.now = …`; comparisons change nothing.
  /\b(Date|Math|JSON|Intl|Object|Array|String|Number|Promise|console|performance|crypto)(\.\w+)+\s*=(?![=>])/,
  /\bdescribeOn\w+|\bopenDb\b|\bcloseDb\b|\bsingleton\b|\bforget\w*\(/,
  /\bspawn|\bmkdtemp|\buseDataDir\b|\bmakeQuickFolder\b/,
  /@vitest-environment/,
]

/** Whether nothing in the text of a test file tells that it changes its process, opens a database, or needs another surrounding. */
export function leavesNothingBehind(text) {
  return !TRACES.some((trace) => trace.test(text))
}

/** The test files below a folder of the project, as paths from its root with forward slashes. */
export function testFilesIn(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.posix.join(folder, ...name.split(path.sep)))
    .sort()
}
