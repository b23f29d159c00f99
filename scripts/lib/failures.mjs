// What failed, in few lines, from the reports the test runners write: for the end of `npm test`, where it is looked for.

/** Lines kept of a message: enough for what was expected, what came, and what was waited for. */
const LINES_OF_MESSAGE = 14

/**
 * Every failed test with the beginning of its message, from vitest's and Playwright's JSON reports (null where there is none).
 *
 * @param {import('./failures.d.mts').UnitReport | null} unit
 * @param {import('./failures.d.mts').BrowserReport | null} browser
 * @returns {string[]} one text for each failed test
 */
export function failuresOf(unit, browser) {
  return [...unitFailures(unit), ...(browser?.suites ?? []).flatMap(browserFailures)].map(
    ({ title, message }) => [title, ...shortened(message)].join('\n    '),
  )
}

function unitFailures(unit) {
  return (unit?.testResults ?? []).flatMap((file) => {
    const failed = (file.assertionResults ?? []).filter(({ status }) => status === 'failed')
    // A file that does not load has a message of its own and no tests.
    if (failed.length === 0)
      return file.status === 'failed' ? [{ title: file.name, message: file.message }] : []
    return failed.map((each) => ({
      title: `${file.name} › ${each.fullName}`,
      message: (each.failureMessages ?? []).join('\n'),
    }))
  })
}

function browserFailures(suite) {
  const own = (suite.specs ?? []).flatMap((spec) =>
    (spec.tests ?? [])
      .flatMap(({ results }) => results ?? [])
      .filter(({ status }) => status !== 'passed' && status !== 'skipped')
      .map(({ errors }) => ({
        title: `${spec.file}:${spec.line} › ${spec.title}`,
        message: (errors ?? []).map(({ message }) => message ?? '').join('\n'),
      })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(browserFailures)]
}

function shortened(message = '') {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with ESC.
  const lines = message.replace(/\u001b\[[0-9;]*m/g, '').split('\n')
  return lines.filter((line) => line.trim() !== '').slice(0, LINES_OF_MESSAGE)
}
