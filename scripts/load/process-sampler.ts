// Memory and processor time of a process of this machine, looked at once a second.

import { readFileSync } from 'node:fs'
import { type Sample, slopePerMinute } from './slope'

export type ProcessFigures = {
  seconds: number
  /** Share of one core. */
  cores: number
  processorMs: number
  rssMb: number
  /** Growth by the straight line through all looks. */
  rssMbAMinute: number
}

const EVERY_MS = 1000
/** Linux counts in hundredths of a second. */
const TICK_MS = 10

/** Begins to look; the answer ends that and tells. */
export function sampleProcess(pid: number): () => ProcessFigures {
  const fromMs = Date.now()
  const fromCpuMs = processorMs(pid)
  const samples: Sample[] = [{ atMs: fromMs, value: rssMb(pid) }]
  const look = () => samples.push({ atMs: Date.now(), value: rssMb(pid) })
  const timer = setInterval(look, EVERY_MS)
  return () => {
    clearInterval(timer)
    look()
    const spentMs = processorMs(pid) - fromCpuMs
    const tookMs = Date.now() - fromMs
    return {
      seconds: tookMs / 1000,
      cores: spentMs / tookMs,
      processorMs: spentMs,
      rssMb: samples.at(-1)?.value ?? 0,
      rssMbAMinute: slopePerMinute(samples),
    }
  }
}

function rssMb(pid: number): number {
  const status = read(`/proc/${pid}/status`)
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}

function processorMs(pid: number): number {
  // The name of the program comes first, in brackets, and may hold anything.
  const members = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return (Number(members[11]) + Number(members[12]) || 0) * TICK_MS
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
