#!/usr/bin/env node
// `npm test`: installs what is missing, including a browser, then runs every check there is. All stages run even when
// one fails, so that one run tells everything.

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { ensureBrowser } from './lib/browser.mjs'
import { ensureBuild } from './lib/build.mjs'
import { assertNodeVersion, ensureDependencies } from './lib/dependencies.mjs'
import { failuresOf } from './lib/failures.mjs'
import { journeyWorkers } from './lib/journey-workers.mjs'

const root = path.resolve(import.meta.dirname, '..')
const reports = path.join(root, 'test-results', 'reports')
const unitReport = path.join(reports, 'unit.json')
const workers = journeyWorkers(process.env.MILEPOST_E2E_DEMO, availableParallelism())
const e2eReport = path.join(reports, 'e2e.json')

main().catch((error) => {
  console.error(`\n${error.message}`)
  process.exit(1)
})

async function main() {
  assertNodeVersion()
  ensureDependencies(root)
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const chromium = await ensureBrowser(root)
  const env = { CHROMIUM_PATH: chromium, NEXT_TELEMETRY_DISABLED: '1' }

  const stages = [
    ['assets', () => runNode(['scripts/prepare-assets.mjs'])],
    [
      'format and lint',
      () => runNode(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
    ],
    ['build', () => ensureBuild(root)],
    ['types', () => runNode(['node_modules/typescript/bin/tsc', '--noEmit'])],
    [
      'unit and service tests',
      () =>
        runNode(
          [
            'node_modules/vitest/vitest.mjs',
            'run',
            '--reporter=default',
            '--reporter=json',
            `--outputFile.json=${unitReport}`,
          ],
          env,
        ),
    ],
    [
      'browser tests',
      () =>
        runNode(['node_modules/@playwright/test/cli.js', 'test', `--workers=${workers}`], {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
        }),
    ],
  ]
  const results = []
  for (const [name, run] of stages) results.push(await runStage(name, run))
  report(results)
  process.exit(results.every((result) => result.passed) ? 0 : 1)
}

async function runStage(name, run) {
  console.log(`\n== ${name}`)
  const start = performance.now()
  let passed = true
  try {
    await run()
  } catch (error) {
    passed = false
    console.error(error.message)
  }
  return { name, passed, seconds: (performance.now() - start) / 1000 }
}

function runNode(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${path.basename(args[0])} failed (${signal ?? `code ${code}`}).`))
    })
  })
}

function report(results) {
  console.log('\n== summary')
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(0)} s)`)
  }
  const unit = readJson(unitReport)
  const e2e = readJson(e2eReport)
  for (const failure of failuresOf(unit, e2e)) console.log(`  failed: ${failure}`)
  const counted = (what) => e2e?.stats?.[what] ?? 0
  const passed = (unit?.numPassedTests ?? 0) + counted('expected')
  const failedTests = (unit?.numFailedTests ?? 0) + counted('unexpected') + counted('flaky')
  const skipped = (unit?.numPendingTests ?? 0) + counted('skipped')
  // A stage can fail without a failed test (a type error, a file that does not load); it counts as one.
  const failed = failedTests || results.filter((result) => !result.passed).length
  console.log(`Tests: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
