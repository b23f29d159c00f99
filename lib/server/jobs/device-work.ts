// Handlers of the worker that carries out work on many devices. It has a worker of its own, so that hours of it keep nobody
// else's work waiting. The doing is services/device-jobs-run.ts.

import { DEVICE_WORK, runDeviceJob } from '../services/device-jobs-run'
import type { JobHandler } from './worker'

/** Handlers by kind of job. */
export const deviceHandlers: Readonly<Record<string, JobHandler>> = {
  [DEVICE_WORK]: (job, signal, report) => runDeviceJob(job, { signal, report }),
}
