// Child processes of a script: started with a log file, watched, stopped together.

import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'

const STOP_GRACE_MS = 8_000

/** A set of child processes that live and die together. `logDir` takes one log a child. */
export function createChildren({ root, logDir }) {
  const children = []
  let stopping = false

  /** Starts Node with `args`; `onDeath` hears when it ends although nobody asked it to. */
  function start(name, args, { env = {}, onDeath }) {
    mkdirSync(logDir, { recursive: true })
    const logFile = path.join(logDir, `${name}.log`)
    const log = openSync(logFile, 'w')
    // Its own group: Ctrl-C reaches only the script, which then stops its children in order.
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    })
    closeSync(log)
    const entry = { name, child, logFile, ended: new Promise((resolve) => child.once('exit', resolve)) }
    child.once('exit', (code, signal) => {
      if (!stopping)
        onDeath(new Error(`${name} ended (${signal ?? `code ${code}`}). Its last words:\n${tail(logFile)}`))
    })
    children.push(entry)
    return child
  }

  /** Asks all to stop, in reverse order of starting, and kills what does not within the grace time. */
  async function stop() {
    stopping = true
    for (const entry of [...children].reverse()) await stopOne(entry)
  }

  return { start, stop }
}

async function stopOne({ child, ended }) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
  await ended
  clearTimeout(timer)
}

/** The end of a log file, for an error message. */
export function tail(file, lines = 20) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return '(no log)'
  }
}
