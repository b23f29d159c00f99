/** The part of vitest's JSON report that is read. */
export type UnitReport = {
  testResults?: {
    name: string
    status: string
    message?: string
    assertionResults?: { fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

type BrowserSuite = {
  specs?: {
    title: string
    file: string
    line: number
    tests?: { results?: { status: string; errors?: { message?: string }[] }[] }[]
  }[]
  suites?: BrowserSuite[]
}

/** The part of Playwright's JSON report that is read. */
export type BrowserReport = { suites?: BrowserSuite[] }

export function failuresOf(unit: UnitReport | null, browser: BrowserReport | null): string[]
