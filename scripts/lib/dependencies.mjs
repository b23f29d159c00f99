// Installs the npm packages when they are missing or older than the lock file. Plain Node: nothing is installed yet when this runs.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const LOWEST_NODE = [20, 19]

/** Throws with what to do when this Node is too old to run Milepost. */
export function assertNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor >= LOWEST_NODE[1])) return
  throw new Error(
    `Milepost needs Node ${LOWEST_NODE.join('.')} or newer; this is ${version}. Node 24 is recommended.`,
  )
}

/** Runs `npm ci` unless the installed packages match package-lock.json. */
export function ensureDependencies(root) {
  const stamp = path.join(root, 'node_modules', '.milepost-lock-sha256')
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages (npm ci) ...')
  const result = spawnSync(...npmCommand(['ci', '--include=dev', '--no-audit', '--no-fund']), {
    cwd: root,
    stdio: 'inherit',
  })
  if (result.status !== 0)
    throw new Error('npm ci failed; see its message above. Check the network, then run the command again.')
  writeFileSync(stamp, wanted)
}

/** The command and arguments that run npm with this very Node, also on Windows where `npm` is a script. */
function npmCommand(args) {
  const cli = process.env.npm_execpath
  if (cli && /\.c?js$/.test(cli)) return [process.execPath, [cli, ...args]]
  return process.platform === 'win32' ? ['cmd.exe', ['/c', 'npm', ...args]] : ['npm', args]
}
