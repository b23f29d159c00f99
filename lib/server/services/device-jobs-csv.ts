// What became of each device of a piece of work, as CSV for people and spreadsheets, in the words of whoever asks for it.

import { type AbstractIntlMessages, createTranslator } from 'use-intl/core'
import type { DeviceChange, DeviceItemView } from '@/lib/domain/api/device-jobs'
import { parseIcon } from '@/lib/domain/device-icons'
import { knownLocale } from '@/lib/domain/locales'
import type { Viewer } from '../access'
import { listDeviceItems } from '../data/device-jobs'
import { messagesOf } from '../messages'
import { line } from '../reports/csv'
import type { Words } from '../reports/words'
import { assertMay } from '../rights'

const ROWS_AT_ONCE = 5_000
const HEADS = ['name', 'step', 'changes', 'state', 'why', 'code', 'words', 'at'] as const

/** The whole report in a language; days and times are of UTC. @throws ForbiddenError, NotFoundError */
export async function deviceJobCsv(viewer: Viewer, jobId: string, locale: string): Promise<string> {
  await assertMay(viewer, 'manage_devices')
  const words = wordsIn(locale)
  const heads = HEADS.map((head) => words(`deviceJobFile.heads.${head}`))
  const lines = [`\uFEFF${line([words('deviceJobs.fields.imei'), ...heads])}`]
  for (let skip = 0; ; skip += ROWS_AT_ONCE) {
    const { items } = await listDeviceItems(viewer, jobId, { skip, take: ROWS_AT_ONCE })
    lines.push(...items.map((item) => line(cellsOf(item, words))))
    if (items.length < ROWS_AT_ONCE) return lines.join('')
  }
}

function wordsIn(locale: string): Words {
  // Keys are made of states and fields, which no type can follow.
  const messages: AbstractIntlMessages = messagesOf(locale)
  const t = createTranslator({ locale: knownLocale(locale), messages })
  return (key, values = {}) => Reflect.apply(t, undefined, [key, values])
}

function cellsOf(item: DeviceItemView, words: Words): string[] {
  const { imei, deviceName, step, changes, state, problem, updatedAt } = item
  return [
    imei,
    deviceName,
    words(`deviceJobFile.steps.${step}`),
    changes.map((change) => changeText(change, words)).join('; '),
    words(`deviceJobs.itemStates.${state}`),
    whyOf(item, words),
    problem?.code === undefined ? '' : String(problem.code),
    problem?.vendorWords ?? problem?.meaning ?? '',
    updatedAt.slice(0, 19).replace('T', ' '),
  ]
}

function whyOf({ step, state, problem }: DeviceItemView, words: Words): string {
  const why = problem === null ? [] : [words(`deviceJobs.problems.${problem.word}`)]
  // A term that was taken and a day that is shown are two things, see device-expiry.ts.
  const whose = step === 'expiry' && state === 'done' ? [words('deviceJobs.expiry.whose')] : []
  return [...why, ...whose].join(' ')
}

function changeText({ field, from, to }: DeviceChange, words: Words): string {
  const told = (value: string) => {
    const icon = field === 'icon' ? parseIcon(value) : null
    if (icon !== null) return words(`devices.words.${icon}`)
    return field === 'expiry' ? value.slice(0, 'YYYY-MM-DD'.length) : value
  }
  return words('deviceJobs.job.change', {
    field: words(`deviceJobs.fields.${field}`),
    from: from === null ? words('deviceJobs.job.unchanged') : told(from),
    to: told(to),
  })
}
