// The build compiles messages (next.config.mjs), while tests and scripts read them as written: both must say the same.

import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import compile from 'icu-minify/compile'
import { _createCache, _createIntlFormatters, type RichTranslationValues } from 'use-intl/core'
import formatWritten from 'use-intl/format-message'
import formatCompiled from 'use-intl/format-message/format-only'
import { expect, test } from 'vitest'
import { formattingTag, LOCALES } from '@/lib/domain/locales'
import { plainText } from '@/lib/domain/words'
import { MESSAGE_FORMATS, messagesOf } from '@/lib/server/messages'
import { flatten, type Tree } from './message-faults'

const cache = _createCache()
const formatters = _createIntlFormatters(cache)
/** Of every plural form a language of ours has, and a broken one. */
const COUNTS = [0, 1, 2, 3, 11, 100, 1234.5]

test.each(LOCALES)('a message of %s reads alike as written and as the build compiles it', (locale) => {
  const timeZone = 'Asia/Kathmandu'
  const options = {
    cache,
    formatters,
    globalFormats: MESSAGE_FORMATS,
    locale: formattingTag(locale),
    timeZone,
  }
  const differing = [...flatten(messagesOf(locale))].filter(([key, text]) => {
    const compiled = compile(text)
    return COUNTS.some((count) => {
      const values = valuesFor(parse(text), count)
      const written = formatWritten(key, text, values, options)
      return JSON.stringify(formatCompiled(key, compiled, values, options)) !== JSON.stringify(written)
    })
  })
  expect(differing).toEqual([])
})

/** What is read as a text and not by a formatter: by the share page, files to import, the log's filter, and when all else fails. */
const READ_AS_TEXT = ['audit.actions', 'audit.areas', 'deviceJobs.fields', 'devices.columns', 'devices.words']

test.each(LOCALES)('what of %s is read as a text is one when compiled', (locale) => {
  const texts = READ_AS_TEXT.flatMap((namespace) => [
    ...flatten(treeAt(messagesOf(locale), namespace)).values(),
  ])
  expect(texts.length).toBeGreaterThan(50)
  expect(texts.filter((text) => compile(text) !== text)).toEqual([])
})

test.each(LOCALES)('the share page gets the words of %s as they were written', (locale) => {
  const words = Object.values(messagesOf(locale).sharePage)
  expect(words.map((text) => plainText(compile(text)))).toEqual(words)
})

/** A value for each argument: `count` for numbers, the option at that place for choices. */
function valuesFor(elements: readonly MessageFormatElement[], count: number): RichTranslationValues {
  return Object.assign({}, ...elements.map((element) => valuesOf(element, count)))
}

function valuesOf(element: MessageFormatElement, count: number): RichTranslationValues {
  switch (element.type) {
    case TYPE.argument:
      return { [element.value]: 'so' }
    case TYPE.number:
      return { [element.value]: count }
    case TYPE.date:
    case TYPE.time:
      return { [element.value]: new Date('2026-03-02T20:30:00Z') }
    case TYPE.plural:
      return { ...valuesWithin(element, count), [element.value]: count }
    case TYPE.select: {
      const names = Object.keys(element.options)
      return {
        ...valuesWithin(element, count),
        [element.value]: names[Math.floor(count) % names.length] ?? '',
      }
    }
    case TYPE.tag:
      return { ...valuesFor(element.children, count), [element.value]: (parts) => ['[', parts, ']'] }
    default:
      return {}
  }
}

function valuesWithin(
  { options }: { options: Record<string, { value: MessageFormatElement[] }> },
  count: number,
) {
  return valuesFor(
    Object.values(options).flatMap(({ value }) => value),
    count,
  )
}

function treeAt(tree: Tree, namespace: string): Tree {
  return namespace.split('.').reduce((at, key) => {
    const next = at[key]
    if (typeof next !== 'object') throw new Error(`There are no words at ${namespace}.`)
    return next
  }, tree)
}
