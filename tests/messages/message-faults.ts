// What is wrong with a language's messages beside the English ones: keys, what stands in braces, tags, plural forms. Each
// message is read as ICU MessageFormat by the parser that next-intl itself uses.

import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

export type Tree = { readonly [key: string]: string | Tree }

/** Text of every message by its dotted key. */
export function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

/** All faults, as `key: what is wrong`. */
export function findMessageFaults(locale: string, source: Tree, translated: Tree): string[] {
  const [from, to] = [flatten(source), flatten(translated)]
  const surplus = [...to.keys()].filter((key) => !from.has(key)).map((key) => `${key}: not in English`)
  const faults = [...from].flatMap(([key, english]) => {
    const text = to.get(key)
    if (text === undefined) return [`${key}: missing`]
    return faultsOf(locale, english, text).map((fault) => `${key}: ${fault}`)
  })
  return [...faults, ...surplus]
}

/** The words of three letters and more of a message, without what stands in braces; a message that is no message has none. */
export function wordsOf(message: string): string[] {
  const read = (elements: readonly MessageFormatElement[]): string[] =>
    elements.flatMap((element) =>
      element.type === TYPE.literal
        ? (element.value.match(/\p{L}{3,}/gu) ?? [])
        : partsOf(element).flatMap(read),
    )
  return read(parseOrNull(message) ?? [])
}

function faultsOf(locale: string, english: string, text: string): string[] {
  if (text.trim() === '') return english.trim() === '' ? [] : ['empty']
  const [expected, found] = [parseOrNull(english), parseOrNull(text)]
  if (!expected || !found) return [expected ? 'no ICU message' : 'no ICU message in English']
  const [needs, has] = [signature(expected), signature(found)]
  return [
    ...(needs === has ? [] : [`has ${has || 'nothing'} where English has ${needs || 'nothing'}`]),
    ...pluralsOf(found).flatMap((plural) => pluralFaults(locale, plural)),
    ...(edges(english) === edges(text) ? [] : ['other spaces at its ends']),
  ]
}

function parseOrNull(message: string): MessageFormatElement[] | null {
  try {
    return parse(message)
  } catch {
    return null
  }
}

/** All values and tags of a message, however often and in whatever order it names them. */
function signature(elements: readonly MessageFormatElement[]): string {
  return [...new Set(elements.flatMap(namesOf))].sort().join(' ')
}

function namesOf(element: MessageFormatElement): string[] {
  return [...nameOf(element), ...partsOf(element).flatMap((part) => part.flatMap(namesOf))]
}

function nameOf(element: MessageFormatElement): string[] {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return []
    case TYPE.tag:
      return [`<${element.value}>`]
    case TYPE.select:
      return [`{${element.value}, select, ${Object.keys(element.options).sort().join('|')}}`]
    case TYPE.plural:
      return [`{${element.value}, ${element.pluralType}}`]
    default:
      return [`{${element.value}, ${TYPE[element.type]}}`]
  }
}

/** What stands within an element: the branches of a choice, the text of a tag. */
function partsOf(element: MessageFormatElement): MessageFormatElement[][] {
  if (element.type === TYPE.tag) return [element.children]
  if (element.type === TYPE.select || element.type === TYPE.plural) {
    return Object.values(element.options).map(({ value }) => value)
  }
  return []
}

type Plural = Extract<MessageFormatElement, { type: TYPE.plural }>

function pluralsOf(elements: readonly MessageFormatElement[]): Plural[] {
  return elements.flatMap((element) => [
    ...(element.type === TYPE.plural ? [element] : []),
    ...partsOf(element).flatMap(pluralsOf),
  ])
}

/** The forms that hold one number alone, which an exact case says as well. Source: CLDR plural rules of Arabic. */
const EXACT: Readonly<Record<string, string>> = { zero: '=0', one: '=1', two: '=2' }

/** Spanish, Portuguese and French know `many` for whole millions alone, which read well by `other`. */
const MILLIONS = ['es', 'pt', 'fr']

function pluralFaults(locale: string, { options, pluralType }: Plural): string[] {
  const forms: string[] = new Intl.PluralRules(locale, { type: pluralType }).resolvedOptions()
    .pluralCategories
  const needed = forms.filter((form) => !(form === 'many' && MILLIONS.includes(locale)))
  const lacking = needed.filter((form) => !(form in options) && !((EXACT[form] ?? form) in options))
  const strange = Object.keys(options).filter((form) => !form.startsWith('=') && !forms.includes(form))
  return [
    ...lacking.map((form) => `lacks the plural form "${form}"`),
    ...strange.map((form) => `has the plural form "${form}", which the language has not`),
  ]
}

function edges(text: string): string {
  return `${/^\s*/.exec(text)?.[0]}|${/\s*$/.exec(text)?.[0]}`
}
