// One demo as a process of its own, which never outlives whoever started it, nor leaves its folder behind.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 200
/** A demo stops its own children in turn, which takes some seconds each. */
const STOP_GRACE_MS = 30_000
/** What it said may be read after its end; a child of its own that lives on keeps it from ever being read to the end. */
const LAST_WORDS_MS = 1_000

/** A demo that is ready: its `demo.json`, and how to end it. Stopping one that is gone already only removes its folder. */
export type Demo = { file: string; stop: () => Promise<void> }

export type DemoStart = {
  /** What Node runs, in `cwd`. It writes `demo.json` into `folder` when it is ready. */
  args: readonly string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** Removed with the demo. */
  folder: string
  timeoutMs: number
}

/** Starts a demo and waits for it. @throws Error with its last words when it ends or is not ready in time; then nothing is left. */
export async function startDemo({ args, cwd, env, folder, timeoutMs }: DemoStart): Promise<Demo> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  // Listened for from the beginning: one that has ended does not tell it again.
  const ended = endOf(child)
  const closed = new Promise((resolve) => child.once('close', resolve))
  const output = collectOutput(child)
  const file = path.join(folder, 'demo.json')
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
    await ended
    clearTimeout(timer)
    rmSync(folder, { recursive: true, force: true })
  }
  const deadline = Date.now() + timeoutMs
  try {
    while (!isWritten(file)) {
      if (Date.now() >= deadline)
        throw new Error(`The demo was not ready within ${timeoutMs / 1000} s:\n${output()}`)
      const how = await Promise.race([ended, pause(LOOK_EVERY_MS)])
      if (how === undefined) continue
      await Promise.race([closed, pause(LAST_WORDS_MS)])
      throw new Error(`The demo ended with ${how}:\n${output()}`)
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { file, stop }
}

/** In which way a process ended; also that it could not be started. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
}

function isWritten(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').length > 2
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = []
  child.stdout?.on('data', (chunk) => chunks.push(String(chunk)))
  child.stderr?.on('data', (chunk) => chunks.push(String(chunk)))
  return () => chunks.join('').slice(-4000)
}
