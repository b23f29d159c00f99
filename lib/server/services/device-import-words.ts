// What columns and pictures are called on our own screens and in our own files, in every language: a file written for one reader is
// read for any other.

import { VEHICLE_ICONS } from '@/lib/domain/api/device-jobs'
import type { IconWords } from '@/lib/domain/device-icons'
import type { ImportField } from '@/lib/domain/device-import'
import { LOCALES } from '@/lib/domain/locales'
import { textsAt } from '@/lib/domain/words'
import { messagesOf } from '../messages'

/** Names of columns by what they are. */
export function headWords(): Partial<Record<ImportField, string[]>> {
  const words: Partial<Record<ImportField, string[]>> = {}
  const put = (field: ImportField, word: string) => {
    words[field] = [...(words[field] ?? []), word]
  }
  for (const locale of LOCALES) {
    const { name, plate, driver, phone, sim, icon, group, remarks, expiry, account } = textsAt(
      messagesOf(locale),
      'deviceJobs.fields',
    )
    const fields = { name, plate, driver, phone, sim, icon, group, remarks, expiry, account }
    for (const [field, word] of Object.entries(fields)) put(field as ImportField, word)
    const columns = textsAt(messagesOf(locale), 'devices.columns')
    const { driverName, driverPhone, remark, expires, ...same } = columns
    for (const field of ['name', 'plate', 'sim', 'icon', 'group', 'account'] as const) put(field, same[field])
    put('driver', driverName)
    put('phone', driverPhone)
    put('remarks', remark)
    put('expiry', expires)
  }
  return words
}

/** Names of pictures. */
export function iconWords(): IconWords {
  known ??= readIconWords()
  return known
}

let known: IconWords | null = null

function readIconWords(): IconWords {
  const words = LOCALES.map((locale) => textsAt(messagesOf(locale), 'devices.words'))
  return Object.fromEntries(VEHICLE_ICONS.map((icon) => [icon, words.map((each) => each[icon])]))
}
