// Which browser on which system a user-agent header speaks of, as far as people care. Anybody can write anything into that
// header, so what comes of it is shown and never decided by.

/** Names of a browser and a system; null for what is not known. Names are the makers' own and are not translated. */
export type AgentNames = { browser: string | null; system: string | null }

// Order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]

// iPads call themselves Macintosh since iPadOS 13; nothing in the header tells them apart.
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPod\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Reads at most the first 400 characters of a user-agent header. */
export function namesOfAgent(userAgent: string | null): AgentNames {
  const text = (userAgent ?? '').slice(0, 400)
  return { browser: firstIn(BROWSERS, text), system: firstIn(SYSTEMS, text) }
}

function firstIn(list: readonly (readonly [RegExp, string])[], text: string): string | null {
  return list.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
