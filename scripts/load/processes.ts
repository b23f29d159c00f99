// Processes under load: the app and the bare receiver, each with its log, started, awaited, and ended in one way or another.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cleanUp } from './clean-up'
import { freePort } from './free-port'
import { ROOT } from './production-build'

export type RunningProcess = {
  pid: number
  url: string
  /** Whether it still runs. */
  isAlive(): boolean
  /** Asks it to end in order, and resolves when it is gone; after a while it is killed. */
  stop(): Promise<void>
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when it answers; throws with the end of its log when it died or does not answer within a minute. */
  ready(): Promise<void>
}

export type Launch = {
  /** Arguments of Node, made for the port it shall listen on. */
  args: (port: number) => readonly string[]
  variables: Readonly<Record<string, string>>
  healthPath: string
  logFile: string
  /** Where to listen; any free port otherwise. */
  port?: number
}

/** The app as `npm start` runs it, from the build in `distDir`. */
export function appLaunch(distDir: string): Pick<Launch, 'args' | 'variables' | 'healthPath'> {
  return {
    args: (port) => ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    variables: { MILEPOST_DIST_DIR: distDir, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    healthPath: '/api/health?check=ready',
  }
}

/** The receiver alone, as `MILEPOST_ROLE=ingest` runs it. */
export function ingestLaunch(): Pick<Launch, 'args' | 'variables' | 'healthPath'> {
  const script = ['--conditions=react-server', '--import', 'tsx', 'scripts/ingest.ts']
  return {
    args: (port) => [...script, '--hostname', '127.0.0.1', '--port', String(port)],
    variables: { MILEPOST_ROLE: 'ingest', NODE_ENV: 'production' },
    healthPath: '/api/health',
  }
}

/** Starts a process; it is not ready yet. */
export async function startProcess(launch: Launch): Promise<RunningProcess> {
  const port = launch.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  mkdirSync(path.dirname(launch.logFile), { recursive: true })
  const log = openSync(launch.logFile, 'a')
  const child = spawn(process.execPath, launch.args(port), {
    cwd: ROOT,
    env: { ...process.env, MILEPOST_URL: url, ...launch.variables },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const forget = cleanUp(() => end(child, ended, 'SIGKILL'))
  void ended.then(forget)
  return {
    pid: child.pid ?? 0,
    url,
    isAlive: () => isAlive(child),
    stop: () => end(child, ended, 'SIGTERM'),
    kill: () => end(child, ended, 'SIGKILL'),
    ready: () => ready(child, url + launch.healthPath, launch.logFile),
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

const STOP_GRACE_MS = 10_000

async function end(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (!isAlive(child)) return
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
  await ended
  clearTimeout(timer)
}

const READY_WITHIN_MS = 60_000

async function ready(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadlineMs = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadlineMs && isAlive(child)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const words = isAlive(child) ? 'did not get ready within a minute' : 'ended'
  throw new Error(`The process ${words}. Its last words:\n${tail(logFile)}`)
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n')
}
