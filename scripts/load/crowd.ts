// The crowd of the live benchmark as seen from the process that starts it.

import { fork } from 'node:child_process'
import { cleanUp } from './clean-up'
import type { CrowdAnswer, CrowdOrder, CrowdReport } from './crowd-orders'
import { ROOT } from './production-build'

export type Crowd = {
  /** Gives an order and waits until it is carried out. One at a time. */
  order(order: CrowdOrder): Promise<void>
  report(): Promise<CrowdReport>
  stop(): Promise<void>
}

/** Starts the process. It ends when asked, or with this one. */
export function startCrowd(): Crowd {
  const child = fork('scripts/load/live-crowd.ts', [], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = cleanUp(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  const ask = (order: CrowdOrder) =>
    new Promise<CrowdReport | undefined>((resolve, reject) => {
      const onExit = () => reject(new Error('The crowd ended.'))
      child.once('exit', onExit)
      child.once('message', (answer: CrowdAnswer) => {
        child.off('exit', onExit)
        if (answer.kind === 'done') resolve(answer.report)
        else reject(new Error(`The crowd failed: ${answer.words}`))
      })
      child.send(order)
    })
  return {
    order: async (order) => void (await ask(order)),
    report: async () => {
      const report = await ask({ kind: 'report' })
      if (report === undefined) throw new Error('The crowd reports nothing.')
      return report
    },
    stop,
  }
}
