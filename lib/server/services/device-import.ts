// A file of devices, from its first look to the work it begins. Looking and the dry run write nothing anywhere; what is begun
// is exactly what a dry run has shown, or nothing.

import { createHash } from 'node:crypto'
import { MAX_JOB_DEVICES } from '@/lib/domain/api/device-jobs'
import {
  areColumnsUsable,
  guessColumns,
  type ImportCheck,
  type ImportColumns,
  type ImportLook,
} from '@/lib/domain/device-import'
import type { Viewer } from '../access'
import { type Clock, systemClock } from '../live/clock'
import { assertMay } from '../rights'
import { storableText } from '../sql'
import { ImportFileError } from './device-import-error'
import { type ImportTable, readTable } from './device-import-file'
import { type ImportPlan, planImport } from './device-import-plan'
import { headWords } from './device-import-words'
import { beginDeviceWork } from './device-jobs'

const SAMPLES = 3
const SAMPLE_CHARS = 60
const FILE_NAME_CHARS = 120

/** What a file holds, and what its columns seem to be. @throws ForbiddenError, ImportFileError */
export async function lookAtImport(viewer: Viewer, file: Buffer): Promise<ImportLook> {
  await assertMay(viewer, 'manage_devices')
  const { heads, rows } = await readTable(file)
  const guesses = guessColumns(heads, headWords())
  const columns = heads.map((head, index) => ({
    head: head.slice(0, SAMPLE_CHARS),
    samples: rows.slice(0, SAMPLES).map(({ cells }) => (cells[index] ?? '').slice(0, SAMPLE_CHARS)),
    guess: guesses[index] ?? null,
  }))
  return { columns, rowCount: rows.length }
}

type Chosen = { file: Buffer; columns: ImportColumns; clock?: Clock }

/** The dry run: what each row would come to. @throws ForbiddenError, ImportFileError; what vendor calls throw */
export async function checkImport(viewer: Viewer, chosen: Chosen): Promise<ImportCheck> {
  const plan = await planOf(viewer, chosen)
  const changing = plan.rows.filter(({ fate }) => fate === 'change').length
  return { rows: plan.rows, changing, seen: digestOf(plan) }
}

/**
 * Begins the work that a dry run has shown. Answers its id.
 * @throws as `checkImport`; ImportFileError `changed` when it would be other work by now, `nothing` for none
 */
export async function beginImport(
  viewer: Viewer,
  { seen, fileName, ...chosen }: Chosen & { seen: string; fileName: string },
): Promise<{ jobId: string; total: number }> {
  const plan = await planOf(viewer, chosen)
  if (digestOf(plan) !== seen) throw new ImportFileError('changed')
  if (plan.items.length === 0) throw new ImportFileError('nothing')
  const name = storableText(fileName).slice(0, FILE_NAME_CHARS)
  const jobId = await beginDeviceWork(viewer, {
    kind: 'import',
    about: { fileName: name },
    items: plan.items,
  })
  return { jobId, total: plan.items.length }
}

async function planOf(viewer: Viewer, { file, columns, clock = systemClock }: Chosen): Promise<ImportPlan> {
  await assertMay(viewer, 'manage_devices')
  const table: ImportTable = await readTable(file)
  if (!areColumnsUsable(columns) || columns.length > table.heads.length) throw new ImportFileError('columns')
  if (table.rows.length > MAX_JOB_DEVICES) throw new ImportFileError('too_many_rows')
  return planImport(viewer, { rows: table.rows, columns }, clock.now())
}

function digestOf({ items }: ImportPlan): string {
  const work = items.map(({ deviceId, wish, changes }) => [deviceId, wish, changes])
  return createHash('sha256').update(JSON.stringify(work)).digest('hex')
}
