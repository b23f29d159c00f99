// The build compiles messages (next.config.mjs), while tests and scripts read them as written: both must say the same.

import { readdirSync, readFileSync } from 'node:fs'
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

/** A group that code reads as texts, and every way to come by one without saying which. */
const READ = /\btextsAt\(\s*(?:[\w ]+|\w+\(\w*\)),\s*'([\w.]+)',?\s*\)/g
const READ_AT_ALL = /\btextsAt\(/g
const MESSAGES = String.raw`(?:await )?\b(?:messagesOf|useMessages|getMessages)\([^()]*\)`
const READ_BY_HAND = new RegExp(
  String.raw`${MESSAGES}\)?\s*(?:\?\.|\.|\[)|(?:\}|\b(?:const|let) \w+)\s*=\s*${MESSAGES}`,
)

const sources = projectSources()
const namespaces = [
  ...new Set(sources.flatMap(({ text }) => [...text.matchAll(READ)].map(([, at]) => at ?? ''))),
]

test('what code reads as texts is told where it is read', () => {
  expect(namespaces).toContain('audit.actions')
  const untold = sources.filter(({ text }) => {
    const [told, all] = [text.match(READ) ?? [], text.match(READ_AT_ALL) ?? []]
    return told.length !== all.length || READ_BY_HAND.test(text)
  })
  expect(untold.map(({ file }) => file)).toEqual([])
})

test.each([
  'const { sharePage } = messagesOf(locale)',
  'const all = useMessages()',
  'return messagesOf(locale).sharePage.title',
  'const { title } = (await getMessages()).sharePage',
])('%s is found out', (line) => {
  expect(line).toMatch(READ_BY_HAND)
})

test.each(LOCALES)('what of %s is read as texts is there as it was written', (locale) => {
  for (const namespace of namespaces) {
    const written = flatten(treeAt(messagesOf(locale), namespace))
    const read = [...written].map(([key, text]) => [key, plainText(compile(text))])
    expect(read, namespace).toEqual([...written])
  }
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

/** What runs or is built of the project, tests left out. The one who tells is left out as well. */
function projectSources(): { file: string; text: string }[] {
  return ['app', 'components', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => !file.includes('/generated/') && file !== 'lib/domain/words.ts')
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  )
}
